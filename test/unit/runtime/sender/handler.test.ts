import type { SQSEvent } from 'aws-lambda';
import type { SendJob } from '../../../../lambdas/ports/send-jobs.ts';
import { senderHandler } from '../../../../lambdas/runtime/sender/handler.ts';
import { writeSendJob } from '../../../../lambdas/store/send-job-envelope.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { MINUTE } from '../../../support/connecting-world.ts';
import { SendingWorld } from '../../../support/sending-world.ts';

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => jest.restoreAllMocks());

const eventOf = (...bodies: readonly string[]) =>
  ({
    Records: bodies.map((body, i) => ({ messageId: `m${i}`, body, ...RECEIVED_ONCE })),
  }) as unknown as SQSEvent;

const RECEIVED_ONCE = { attributes: { ApproximateReceiveCount: '1' } };

describe('the sender', () => {
  it('sends what waits in the conversations of its jobs', async () => {
    const world = await SendingWorld.create();
    await world.main.write('ก');
    const body = JSON.stringify({ v: 1, ...world.ref });
    const handle = senderHandler(world.main.sending);
    expect(await handle(eventOf(body, body))).toEqual({ batchItemFailures: [] });
    expect(world.shown()).toEqual(['ก']);
  });

  it.each([
    ['of a later version', JSON.stringify({ v: 3, workspaceId: 'ws_1', conversationId: 'c' })],
    ['without a version', JSON.stringify({ workspaceId: 'ws_1', conversationId: 'c' })],
    ['that cannot be read', '{'],
  ])('gives back a job %s alone', async (_name, strange) => {
    const world = await SendingWorld.create();
    await world.main.write('ก');
    const good = JSON.stringify({ v: 1, ...world.ref, from: 'e' });
    const { batchItemFailures } = await senderHandler(world.main.sending)(eventOf(strange, good));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    expect(world.shown()).toEqual(['ก']);
    expect(world.connecting.meter.counts.get('SendingFailed')).toBe(1);
  });

  it('gives back a job whose parts do not answer, and says nothing of what was written', async () => {
    const world = await SendingWorld.create();
    await world.main.write('ความลับ');
    world.connecting.aws.failure = (call) =>
      call === 'dynamodb Query' ? new Error('ThrottlingException ความลับ') : undefined;
    const body = JSON.stringify({ v: 1, ...world.ref });
    const { batchItemFailures } = await senderHandler(world.main.sending)(eventOf(body));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    expect(JSON.stringify(log)).not.toContain('ความลับ');
  });

  it('leaves a message to the sweeper whose job comes again, should it die with that, too', async () => {
    const world = await SendingWorld.create();
    const { id } = await world.main.write('ก');
    const [job] = world.jobs.splice(0);
    const body = writeSendJob(job?.ref as SendJob);
    const handle = (count: string) => {
      const Records = [{ messageId: 'm', body, attributes: { ApproximateReceiveCount: count } }];
      return senderHandler(world.main.sending)({ Records } as unknown as SQSEvent);
    };
    // Before anybody calls the platform.
    world.connecting.aws.failure = (call) => (call === 'dynamodb Query' ? new Error('broken') : undefined);
    const dueOf = () => JSON.stringify([...world.connecting.aws.table('Inbox').values()]).includes('dueSk');
    await handle('1');
    expect(dueOf()).toBe(false);
    expect(await handle('2')).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
    expect(dueOf()).toBe(true);
    world.connecting.aws.failure = () => undefined;
    expect(world.jobs).toEqual([]);
    await world.live(3 * MINUTE);
    expect(world.shown()).toEqual(['ก']);
    expect(dueOf()).toBe(false);
    expect((await world.written()).map((line) => line.id)).toEqual([id]);
  });
});
