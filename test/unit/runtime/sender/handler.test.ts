import type { SQSEvent } from 'aws-lambda';
import { senderHandler } from '../../../../lambdas/runtime/sender/handler.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { SendingWorld } from '../../../support/sending-world.ts';

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => jest.restoreAllMocks());

const eventOf = (...bodies: readonly string[]) =>
  ({ Records: bodies.map((body, i) => ({ messageId: `m${i}`, body })) }) as unknown as SQSEvent;

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
    ['of a later version', JSON.stringify({ v: 2, workspaceId: 'ws_1', conversationId: 'c' })],
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
});
