import { createSecretKey } from 'node:crypto';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { INLINE_LIMIT } from '../../../lambdas/store/delivery-envelope.ts';
import { DeliveryReader } from '../../../lambdas/store/delivery-reader.ts';
import { DynamoParking, PARKED_DAYS } from '../../../lambdas/store/dynamo-parking.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const HOUR = 3_600_000;
const KEY = createSecretKey(Buffer.alloc(32, 4));
const ROW = 'W#_#PARKED 2026-09-21T12:00:00.000Z#d_1';

function setUp() {
  const aws = new FakeAws();
  const transit = { ofDay: async () => KEY };
  const parking = new DynamoParking(new Table(aws.dynamo, 'Inbox'), aws.caller, transit, 'media');
  const reader = new DeliveryReader(aws.caller, transit, 'media');
  const rows = aws.table('Inbox');
  const envelope = () => rows.get(ROW)?.envelope?.S ?? '';
  return { aws, parking, reader, rows, envelope };
}

function parked(body = Buffer.from('{}'), more: Partial<AcceptedDelivery> = {}) {
  const delivery: AcceptedDelivery = {
    id: 'd_1',
    platform: 'pigeon',
    surface: 'main',
    credential: 'app/pigeon',
    receivedAt: NOON,
    body,
    ...more,
  };
  return { delivery, code: 'unreadable_delivery', reason: 'the body is not JSON', parkedAt: NOON + HOUR };
}

describe('a parked delivery', () => {
  it('stands with its reason and the day on which it goes', async () => {
    const { parking, rows } = setUp();
    await parking.park(parked(Buffer.from('12345')));
    expect([...rows.keys()]).toEqual([ROW]);
    expect(rows.get(ROW)).toMatchObject({
      code: { S: 'unreadable_delivery' },
      reason: { S: 'the body is not JSON' },
      platform: { S: 'pigeon' },
      parkedAt: { S: '2026-09-21T13:00:00.000Z' },
      size: { N: '5' },
      expiresAt: { N: String((NOON + HOUR) / 1000 + PARKED_DAYS * 86_400) },
    });
  });

  it.each([
    ['F18: nothing', Buffer.alloc(0), false],
    ['F17: invalid UTF-8, U+FFFE and NUL', Buffer.from([0xff, 0xef, 0xbf, 0xbe, 0x00]), false],
    ['F18: what an item still holds', Buffer.alloc(180_000, 0xfe), false],
    ['F18: more than an item holds', Buffer.alloc(INLINE_LIMIT, 0xfe), true],
    ['F18: 4 MiB', Buffer.alloc(4 * 1024 * 1024, 0xfe), true],
  ])('can be read back byte for byte: %s', async (_name, body, inObject) => {
    const { aws, parking, reader, envelope } = setUp();
    await parking.park(parked(body));
    const { delivery } = await reader.read(envelope());
    expect(delivery.body.equals(body)).toBe(true);
    expect({ ...delivery, body }).toEqual(parked(body).delivery);
    expect([...aws.objects.keys()]).toEqual(inObject ? ['/media/parked/d_1'] : []);
  });

  it('F18: has an object of its own, which stays when the queue forgets its own', async () => {
    const { aws, parking, reader, envelope } = setUp();
    const body = Buffer.alloc(INLINE_LIMIT, 0xfe);
    aws.objects.set('/media/deliveries/2026-09-21/d_1', Buffer.from('of the queue'));
    await parking.park(parked(body));
    aws.objects.delete('/media/deliveries/2026-09-21/d_1');
    expect((await reader.read(envelope())).delivery.body.equals(body)).toBe(true);
  });

  it('F09: replaces itself when it is parked again', async () => {
    const { parking, reader, rows, envelope } = setUp();
    await parking.park(parked());
    await parking.park({ ...parked(), code: 'worker_died', reason: 'another', parkedAt: NOON + 9 * HOUR });
    expect(rows.size).toBe(1);
    expect(rows.get(ROW)).toMatchObject({ code: { S: 'worker_died' }, reason: { S: 'another' } });
    expect((await reader.read(envelope())).delivery).toEqual(parked().delivery);
    await parking.park(parked(Buffer.from('{}'), { id: 'd_2' }));
    expect(rows.size).toBe(2);
  });

  it('F25: can be put back on the queue as re-driven, and opens as before', async () => {
    const { parking, reader, envelope } = setUp();
    await parking.park(parked());
    const again = envelope().replace('"v":1', '"v":1,"redriven":true');
    const read = await reader.read(again);
    expect(read.delivery).toEqual(parked().delivery);
    expect(read.envelope.redriven).toBe(true);
  });

  it('S11: shows nothing of its body', async () => {
    const { aws, parking, rows } = setUp();
    await parking.park(parked(Buffer.from('what a customer wrote')));
    await parking.park(parked(Buffer.alloc(INLINE_LIMIT, 'what a customer wrote'), { id: 'd_2' }));
    const objects = [...aws.objects.values()].map((object) => object.toString('latin1'));
    const shown = JSON.stringify([...rows, ...objects]);
    expect(shown).not.toContain('customer');
    expect(shown).not.toContain(Buffer.from('what a customer').toString('base64'));
  });

  it.each([
    ['the table', ['dynamodb']],
    ['the bucket', ['s3']],
  ])('F06: is not parked while %s is down, and says so', async (_name, services) => {
    const { aws, parking, rows } = setUp();
    aws.failure = down(services);
    await expect(parking.park(parked(Buffer.alloc(INLINE_LIMIT)))).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
  });
});
