import { createSecretKey } from 'node:crypto';
import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { INLINE_LIMIT } from '../../../lambdas/store/delivery-envelope.ts';
import { DeliveryReader } from '../../../lambdas/store/delivery-reader.ts';
import { SqsDeliveryQueue } from '../../../lambdas/store/sqs-delivery-queue.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const OBJECT = '/media/deliveries/2026-09-21/d_1';
const keyOf = (day: string) => createSecretKey(Buffer.alloc(32, day));

function setUp() {
  const aws = new FakeAws();
  const transit = { ofDay: async (day: string) => keyOf(day) };
  const queue = new SqsDeliveryQueue(aws.caller, transit, 'https://sqs.example/deliveries', 'media');
  const reader = new DeliveryReader(aws.caller, transit, 'media');
  return { aws, queue, reader };
}

function aDelivery(body = Buffer.from('{}'), receivedAt = NOON): AcceptedDelivery {
  return { id: 'd_1', platform: 'pigeon', surface: 'main', credential: 'app/pigeon', receivedAt, body };
}

const large = Buffer.alloc(INLINE_LIMIT, 0xfe);

describe('a delivery on the queue', () => {
  it.each([
    ['F18: nothing', Buffer.alloc(0)],
    ['F17: invalid UTF-8, U+FFFE and NUL', Buffer.from([0xff, 0xef, 0xbf, 0xbe, 0x00])],
    ['F18: more than a message holds', large],
    ['F18: 4 MiB', Buffer.alloc(4 * 1024 * 1024, 0xfe)],
  ])('is read back byte for byte: %s', async (_name, body) => {
    const { aws, queue, reader } = setUp();
    await queue.put(aDelivery(body));
    expect(aws.messages).toHaveLength(1);
    const { delivery } = await reader.read(aws.messages[0] ?? '');
    expect(delivery.body.equals(body)).toBe(true);
    expect({ ...delivery, body }).toEqual(aDelivery(body));
  });

  it('lies in a message alone when it is small', async () => {
    const { aws, queue } = setUp();
    await queue.put(aDelivery());
    expect(aws.calls).toEqual(['sqs SendMessage']);
  });

  it('F18: has its object before its message, so that no message points at nothing', async () => {
    const { aws, queue } = setUp();
    await queue.put(aDelivery(large));
    expect(aws.calls).toEqual(['s3 PUT', 'sqs SendMessage']);
    expect([...aws.objects.keys()]).toEqual([OBJECT]);
    expect(aws.objects.get(OBJECT)?.includes(large.subarray(0, 64))).toBe(false);
  });

  it.each([
    ['the queue is down', ['sqs'], undefined],
    ['the queue is gone', ['sqs'], new AwsRefusal('QueueDoesNotExist', 400)],
    ['the bucket is down', ['s3'], undefined],
    ['the bucket refuses', ['s3'], new AwsRefusal('AccessDenied', 403)],
  ])('F05: is unavailable, never taken, when %s', async (_name, services, error) => {
    const { aws, queue } = setUp();
    aws.failure = down(services, error);
    await expect(queue.put(aDelivery(large))).rejects.toThrow(Unavailable);
    expect(aws.messages).toEqual([]);
  });

  it('F11: is unavailable when its key cannot be had, and never goes unsealed', async () => {
    const aws = new FakeAws();
    const ofDay = async () => {
      throw new AwsRefusal('DisabledException', 400);
    };
    const queue = new SqsDeliveryQueue(aws.caller, { ofDay }, 'https://sqs.example/deliveries', 'media');
    await expect(queue.put(aDelivery(large))).rejects.toThrow(Unavailable);
    expect([...aws.messages, ...aws.objects.keys()]).toEqual([]);
  });
});

describe('reading a delivery', () => {
  it('takes the key of the day on which it arrived, also at midnight', async () => {
    const { aws, queue, reader } = setUp();
    const last = Date.parse('2026-09-21T23:59:59.999Z');
    await queue.put(aDelivery(Buffer.from('a'), last));
    await queue.put(aDelivery(Buffer.from('b'), last + 1));
    const bodies = await Promise.all(aws.messages.map(async (m) => (await reader.read(m)).delivery.body));
    expect(bodies.map(String)).toEqual(['a', 'b']);
  });

  it('S10: opens nothing that was moved to another day, or whose object was exchanged', async () => {
    const { aws, queue, reader } = setUp();
    await queue.put(aDelivery());
    const message = aws.messages[0] ?? '';
    const moved = message.replace(String(NOON), String(NOON + 86_400_000));
    expect(moved).not.toBe(message);
    await expect(reader.read(moved)).rejects.toThrow();
    await queue.put(aDelivery(large));
    await queue.put({ ...aDelivery(large), id: 'd_2' });
    aws.objects.set(OBJECT, aws.objects.get('/media/deliveries/2026-09-21/d_2') ?? Buffer.alloc(0));
    await expect(reader.read(aws.messages[1] ?? '')).rejects.toThrow();
  });

  it('forgets the object of a delivery that is done with, once or twice', async () => {
    const { aws, queue, reader } = setUp();
    await queue.put(aDelivery(large));
    const { envelope } = await reader.read(aws.messages[0] ?? '');
    await reader.forget(envelope);
    await reader.forget(envelope);
    expect(aws.objects.size).toBe(0);
    await expect(reader.read(aws.messages[0] ?? '')).rejects.toMatchObject({ type: 'NoSuchKey' });
  });

  it('forgets nothing where there is no object', async () => {
    const { aws, queue, reader } = setUp();
    await queue.put(aDelivery());
    await reader.forget((await reader.read(aws.messages[0] ?? '')).envelope);
    expect(aws.calls).toEqual(['sqs SendMessage']);
  });

  it('F06: fails as unavailable when the object cannot be had now', async () => {
    const { aws, queue, reader } = setUp();
    await queue.put(aDelivery(large));
    aws.failure = down(['s3']);
    await expect(reader.read(aws.messages[0] ?? '')).rejects.toThrow(Unavailable);
  });
});
