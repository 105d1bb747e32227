import { newHead } from '../../../lambdas/domain/conversation.ts';
import { entryIdOf } from '../../../lambdas/domain/ids.ts';
import type { Outbox, StoredMessage } from '../../../lambdas/domain/stored.ts';
import { DynamoInboxStore } from '../../../lambdas/store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../../../lambdas/store/dynamo-outbox.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;

const ref = { workspaceId: 'ws_1', conversationId: 'conv_1' };
const IDENTITY = {
  ...ref,
  connectionId: 'c_1',
  platform: 'parrot',
  surface: 'main',
  accountId: 'a_1',
  threadKind: 'direct',
  subjectId: 's_1',
} as const;

const OUTBOX: Outbox = { key: 'uuid-1', tries: 0, notBefore: NOON, by: 'u_1' };

const WATCHED: Outbox = { ...OUTBOX, watched: true };

function aMessage(n: number, more: Partial<StoredMessage> = {}): StoredMessage {
  return {
    type: 'message',
    entryId: entryIdOf(NOON + n, `k${n}`),
    rev: 0,
    direction: 'outbound',
    kind: 'text',
    state: 'queued',
    receivedAt: NOON,
    sealed: { subjectId: 's_1', bytes: Buffer.from(`text ${n}`) },
    outbox: OUTBOX,
    ...more,
  };
}

async function setUp() {
  const aws = new FakeAws();
  const table = new Table(aws.dynamo, 'Inbox');
  const store = new DynamoInboxStore(table);
  const outbox = new DynamoOutbox(table);
  await store.saveHead(newHead(IDENTITY), null);
  const row = (sk: string) => aws.table('Inbox').get(`W#ws_1#C#conv_1 ${sk}`);
  const queue = async (n: number, more: Partial<StoredMessage> = {}) => {
    const message = aMessage(n, more);
    expect(await store.insertEntry(ref, message)).toBeNull();
    return { ...message, rev: 1 };
  };
  return { aws, store, outbox, row, queue };
}

describe('messages on their way', () => {
  it('are written over the revision that was read, with everything that is known of them', async () => {
    const { store, outbox, queue } = await setUp();
    const message = await queue(1);
    const known = {
      ...OUTBOX,
      tries: 2,
      leaseUntil: NOON + 9,
      once: true,
      doubtful: true,
      watched: true,
      failure: 'f',
    } as const;
    const sending: StoredMessage = { ...message, state: 'sending', outbox: known };
    expect(await outbox.saveOutgoing(ref, sending)).toBe(true);
    expect(await outbox.saveOutgoing(ref, sending)).toBe(false);
    expect(await store.entry(ref, message.entryId)).toEqual({ ...sending, rev: 2 });
  });

  it('are claimed together or not at all', async () => {
    const { store, outbox, queue } = await setUp();
    const batch = [await queue(1), await queue(2)].map((one) => ({ ...one, state: 'sending' }) as const);
    const [first, second] = batch as [StoredMessage, StoredMessage];
    await outbox.saveOutgoing(ref, second);
    expect(await outbox.saveTogether(ref, batch)).toBe(false);
    expect((await store.entry(ref, first.entryId))?.rev).toBe(1);
    expect(await outbox.saveTogether(ref, [first, { ...second, rev: 2 }])).toBe(true);
    expect((await store.entry(ref, second.entryId))?.rev).toBe(3);
  });

  it('are claimed alone without the price of a transaction', async () => {
    const { aws, outbox, queue } = await setUp();
    const message = await queue(1);
    aws.calls.length = 0;
    expect(await outbox.saveTogether(ref, [message])).toBe(true);
    expect(await outbox.saveTogether(ref, [message])).toBe(false);
    expect(aws.calls).toEqual(['dynamodb PutItem', 'dynamodb PutItem']);
  });

  it('are found oldest first, and only they', async () => {
    const { store, outbox, queue } = await setUp();
    const { outbox: _outbox, ...external } = aMessage(0, { state: 'sending' });
    await store.insertEntry(ref, external);
    for (const [n, state] of (
      ['queued', 'sending', 'sent', 'failed', 'unknown', 'queued'] as const
    ).entries())
      await queue(n + 1, { state });
    const found = await outbox.pending(ref);
    expect(found.map(({ entryId }) => entryId)).toEqual([1, 2, 6].map((n) => aMessage(n).entryId));
    expect(found[0]).toEqual({ ...aMessage(1), rev: 1 });
  });

  it('are looked for among the newest hundred, by small pages too, and further down to one that is known', async () => {
    const { aws, store, outbox, queue } = await setUp();
    const { entryId } = await queue(1);
    for (let n = 2; n <= 100; n++) await store.insertEntry(ref, aMessage(n, { state: 'sent' }));
    for (const pageSize of [Number.POSITIVE_INFINITY, 7]) {
      aws.pageSize = pageSize;
      expect(await outbox.pending(ref)).toHaveLength(1);
    }
    await store.insertEntry(ref, aMessage(101, { state: 'sent' }));
    expect(await outbox.pending(ref)).toEqual([]);
    expect((await outbox.pending(ref, entryId)).map((one) => one.entryId)).toEqual([entryId]);
    expect((await outbox.pending(ref, aMessage(50).entryId)).length).toBe(0);
  });

  it('are read from a place on, whatever became of them, without what others wrote', async () => {
    const { aws, store, outbox, queue } = await setUp();
    const { outbox: _outbox, ...external } = aMessage(3, { state: 'sent' });
    await store.insertEntry(ref, external);
    for (const [n, state] of (['sent', 'failed', 'sent', 'unknown', 'queued'] as const).entries())
      await queue(n < 2 ? n + 1 : n + 2, { state });
    for (const pageSize of [Number.POSITIVE_INFINITY, 2]) {
      aws.pageSize = pageSize;
      const found = await outbox.answersFrom(ref, aMessage(2).entryId);
      expect(found.map(({ entryId }) => entryId)).toEqual([2, 4, 5, 6].map((n) => aMessage(n).entryId));
    }
    expect(await outbox.answersFrom({ ...ref, workspaceId: 'ws_2' }, '')).toEqual([]);
  });

  it('are not due as long as nothing went wrong: the index costs a write each time', async () => {
    const { outbox, queue, row } = await setUp();
    const message = await queue(1);
    const due = () => row(`E#${message.entryId}`)?.dueSk?.S;
    expect(due()).toBeUndefined();
    await outbox.saveOutgoing(ref, { ...message, state: 'sending' });
    expect(due()).toBeUndefined();
  });

  it('are due a minute after their time, as long as somebody has to look at them', async () => {
    const { outbox, queue, row } = await setUp();
    const message = await queue(1, { outbox: WATCHED });
    const sk = `E#${message.entryId}`;
    const due = () => row(sk)?.dueSk?.S;
    expect(due()).toBe(`${NOON + MINUTE}#ws_1#conv_1`);
    let rev = 0;
    const save = (state: StoredMessage['state'], notBefore: number) =>
      outbox.saveOutgoing(ref, { ...message, rev: ++rev, state, outbox: { ...WATCHED, notBefore } });
    await save('sending', NOON);
    expect(due()).toBe(`${NOON + MINUTE}#ws_1#conv_1`);
    await save('queued', NOON + 5 * MINUTE);
    expect(due()).toBe(`${NOON + 6 * MINUTE}#ws_1#conv_1`);
    for (const state of ['sent', 'failed', 'unknown'] as const) {
      await save(state, NOON);
      expect(due()).toBeUndefined();
    }
  });

  it('stay due when somebody else writes them: a reaction, a receipt', async () => {
    const { store, queue, row } = await setUp();
    const message = await queue(1, { outbox: WATCHED });
    expect(await store.saveEntry(ref, { ...message, rev: 2 }, 1)).toBe(true);
    expect(row(`E#${message.entryId}`)?.dueSk?.S).toBe(`${NOON + MINUTE}#ws_1#conv_1`);
  });
});

describe('names at the platform', () => {
  it('stand for who took them first', async () => {
    const { outbox } = await setUp();
    expect(await outbox.sentAs(ref, 'pm1')).toBeNull();
    expect(await outbox.nameSent(ref, 'pm1', 'e1')).toBeNull();
    expect(await outbox.nameSent(ref, 'pm1', 'e2')).toBe('e1');
    expect(await outbox.nameSent(ref, 'pm1', 'e1')).toBe('e1');
    expect(await outbox.sentAs(ref, 'pm1')).toBe('e1');
    expect(await outbox.sentAs({ ...ref, conversationId: 'conv_2' }, 'pm1')).toBeNull();
  });

  it('an echo gives way to an alias, unless it was changed meanwhile', async () => {
    const { store, outbox, queue } = await setUp();
    const echo = await queue(1, { state: 'sent' });
    await store.saveEntry(ref, echo, 1);
    expect(await outbox.replaceByAlias(ref, echo, 'e_target')).toBe(false);
    expect(await outbox.replaceByAlias(ref, { ...echo, rev: 2 }, 'e_target')).toBe(true);
    expect(await store.timeline(ref, { limit: 9 })).toEqual([]);
    // A repeat of the delivery is led to the other one.
    expect(await store.insertEntry(ref, echo)).toMatchObject({ type: 'alias', target: 'e_target' });
  });
});
