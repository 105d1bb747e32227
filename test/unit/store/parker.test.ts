import { createSecretKey } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { Parking } from '../../../lambdas/ports/deliveries.ts';
import { type ParkerDeps, parkerHandler } from '../../../lambdas/runtime/parker.ts';
import { INLINE_LIMIT } from '../../../lambdas/store/delivery-envelope.ts';
import { DeliveryReader } from '../../../lambdas/store/delivery-reader.ts';
import { SqsDeliveryQueue } from '../../../lambdas/store/sqs-delivery-queue.ts';
import { captureLog } from '../../support/captured-log.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { FakeMeter, FakeParking, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const transit = { ofDay: async () => createSecretKey(Buffer.alloc(32, 1)) };

let logged: string[] = [];
beforeEach(() => {
  logged = captureLog();
});
afterEach(() => jest.restoreAllMocks());

function setUp() {
  const aws = new FakeAws();
  const parking = new FakeParking();
  const meter = new FakeMeter();
  const reader = new DeliveryReader(aws.caller, transit, 'media');
  const deps: ParkerDeps = { reader, parking, meter, clock: new VirtualClock(NOON + 9) };
  return { aws, deps, parking, meter };
}

function aDelivery(id: string, body: Buffer = Buffer.from('what a customer wrote')): AcceptedDelivery {
  return { id, platform: 'pigeon', surface: 'main', credential: 'app/pigeon', receivedAt: NOON, body };
}

/** A record as the queue has it. */
async function record(id: string, body?: Buffer): Promise<SQSRecord> {
  const aws = new FakeAws();
  const queue = new SqsDeliveryQueue(aws.caller, transit, 'https://sqs.example/deliveries', 'media');
  await queue.put(aDelivery(id, body));
  return { messageId: id, body: aws.messages[0] } as SQSRecord;
}

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });

describe('the dead-letter function', () => {
  it('parks whole deliveries, with the reason that they got here', async () => {
    const { deps, parking, meter } = setUp();
    const response = await parkerHandler(deps)(batch(await record('a'), await record('b')));
    expect(response).toEqual({ batchItemFailures: [] });
    expect(parking.parked.get('a')).toEqual({
      delivery: aDelivery('a'),
      code: 'worker_died',
      reason: 'the worker died or ran out of time on every try',
      parkedAt: NOON + 9,
    });
    expect(meter.counts.get('DeliveryParked')).toBe(2);
  });

  it.each<[string, (body: string) => string]>([
    ['no JSON', () => 'not JSON canary'],
    ['empty', () => ''],
    ['of a later version', (body) => body.replace('"v":1', '"v":2')],
    ['tampered with', (body) => body.replace('app/pigeon', 'app/falcon')],
  ])('F08: leaves a record that is %s in the queue, and parks its neighbours', async (_name, change) => {
    const { deps, parking, meter } = setUp();
    const whole = await record('x');
    const bad = { ...whole, body: change(whole.body) };
    expect(bad.body).not.toBe(whole.body);
    const response = await parkerHandler(deps)(batch(await record('a'), bad, await record('b')));
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'x' }] });
    expect([...parking.parked.keys()]).toEqual(['a', 'b']);
    expect(meter.counts.get('DeliveryParked')).toBe(2);
    expect(logged.join('')).toContain('"messageId":"x"');
    expect(logged.join('')).not.toMatch(/canary|customer/);
  });

  it('F08: leaves a record whose object is gone in the queue', async () => {
    const { deps } = setUp();
    const large = await record('x', Buffer.alloc(INLINE_LIMIT));
    expect(await parkerHandler(deps)(batch(large))).toEqual({ batchItemFailures: [{ itemIdentifier: 'x' }] });
    expect(logged.join('')).toContain('NoSuchKey');
  });

  it.each([0, 1, 2])(
    'F06: keeps record %i alone when parking it fails, so that it comes again',
    async (i) => {
      const { deps, parking, meter } = setUp();
      let calls = 0;
      const failing: Parking = {
        park: async (parked) => {
          if (calls++ === i) throw new Unavailable('the database');
          await parking.park(parked);
        },
      };
      const records = await Promise.all(['a', 'b', 'c'].map((id) => record(id)));
      const handler = parkerHandler({ ...deps, parking: failing });
      const { batchItemFailures } = await handler(batch(...records));
      expect(batchItemFailures).toEqual([{ itemIdentifier: records[i]?.messageId }]);
      expect(meter.counts.get('DeliveryParked')).toBe(2);
      const again = records.filter(({ messageId }) => messageId === batchItemFailures[0]?.itemIdentifier);
      expect(await handler(batch(...again))).toEqual({ batchItemFailures: [] });
      expect(parking.parked.size).toBe(3);
    },
  );
});
