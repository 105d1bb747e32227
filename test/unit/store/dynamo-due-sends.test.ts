import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { entryIdOf } from '../../../lambdas/domain/ids.ts';
import type { StoredMessage } from '../../../lambdas/domain/stored.ts';
import { DynamoDueSends } from '../../../lambdas/store/dynamo-due-sends.ts';
import { DynamoInboxStore } from '../../../lambdas/store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../../../lambdas/store/dynamo-outbox.ts';
import { DUE_PARTS } from '../../../lambdas/store/keys.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;

/** The index holds keys only. */
function keysOnly(aws: FakeAws): DynamoDBClient {
  const send = async (command: { input: { IndexName?: string } }) => {
    const answer = (await aws.dynamo.send(command as never)) as { Items?: Record<string, unknown>[] };
    const Items = answer.Items?.map(({ pk, sk, duePk, dueSk }) => ({ pk, sk, duePk, dueSk }));
    return command.input.IndexName === undefined ? answer : { ...answer, Items };
  };
  return { send } as unknown as DynamoDBClient;
}

function setUp() {
  const aws = new FakeAws();
  const outbox = new DynamoOutbox(new Table(aws.dynamo, 'Inbox'));
  const store = new DynamoInboxStore(new Table(aws.dynamo, 'Inbox'));
  const due = new DynamoDueSends(new Table(keysOnly(aws), 'Inbox'));
  /** A message that something went wrong with, and that is due a minute after its time. */
  const add = async (
    conversationId: string,
    n: number,
    at = NOON - MINUTE,
    state: StoredMessage['state'] = 'queued',
  ) => {
    const ref = { workspaceId: 'ws_1', conversationId };
    const message: StoredMessage = {
      type: 'message',
      entryId: entryIdOf(NOON, `k${n}`),
      rev: 1,
      direction: 'outbound',
      kind: 'text',
      state,
      receivedAt: NOON,
      sealed: { subjectId: 's', bytes: Buffer.from('') },
      outbox: { key: 'k', tries: 0, notBefore: at, watched: true, by: 'u' },
    };
    await store.insertEntry(ref, message);
    expect(await outbox.saveOutgoing(ref, message)).toBe(true);
    return { ...ref, from: message.entryId };
  };
  return { aws, due, add };
}

describe('messages that are due', () => {
  it('are found when their time has come, to the millisecond', async () => {
    const { due, add } = setUp();
    const past = await add('conv_past', 1, NOON - 9 * MINUTE);
    const now = await add('conv_now', 2);
    await add('conv_soon', 3, NOON - MINUTE + 1);
    await add('conv_sent', 4, NOON - 9 * MINUTE, 'sent');
    const found = await due.find(NOON, 10);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([past, now]));
    expect(await due.find(NOON + 1, 10)).toHaveLength(3);
  });

  it('stay due: finding writes nothing', async () => {
    const { aws, due, add } = setUp();
    await add('conv_1', 1);
    aws.calls.length = 0;
    expect(await due.find(NOON, 10)).toEqual(await due.find(NOON, 10));
    expect(aws.calls).toEqual(Array.from({ length: 2 * DUE_PARTS }, () => 'dynamodb Query'));
  });

  it('are told once per conversation, by the oldest', async () => {
    const { due, add } = setUp();
    await add('conv_1', 3, NOON - 9 * MINUTE);
    const oldest = await add('conv_1', 1);
    await add('conv_1', 2, NOON - 5 * MINUTE);
    expect(await due.find(NOON, 10)).toEqual([oldest]);
  });

  it('are spread over the parts, each with a limit of its own, what waits longest first', async () => {
    const { due, add } = setUp();
    for (let i = 0; i < 60; i++) await add(`conv_${i}`, i, NOON - MINUTE - i);
    const found = await due.find(NOON, 2);
    expect(found.length).toBeGreaterThan(2);
    expect(found.length).toBeLessThanOrEqual(2 * DUE_PARTS);
    expect(found.map(({ conversationId }) => conversationId)).toContain('conv_59');
  });
});
