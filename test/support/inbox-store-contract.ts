import { type Head, newHead } from '../../lambdas/domain/conversation.ts';
import { entryIdOf, ownEntryIdOf } from '../../lambdas/domain/ids.ts';
import type { Mark, StoredMessage, StoredNote } from '../../lambdas/domain/stored.ts';
import type { InboxStore } from '../../lambdas/ports/inbox-store.ts';

const AT = 1_790_000_000_000;
let lastConversation = 0;

/** A conversation that nobody else uses. */
export function aHead(workspaceId = 'ws_store'): Head {
  const conversationId = `conv${Date.now()}x${lastConversation++}`;
  return newHead({
    workspaceId,
    conversationId,
    connectionId: 'c_1',
    platform: 'line',
    surface: 'main',
    accountId: 'account',
    threadKind: 'direct',
    subjectId: 'subject',
  });
}

function sealed(text: string) {
  return { subjectId: 'subject', bytes: new Uint8Array(Buffer.from(text)) };
}

function aNote(minute: number, id: string): StoredNote {
  return {
    type: 'note',
    entryId: ownEntryIdOf(AT + minute * 60_000, 'note', id),
    rev: 0,
    authorId: 'u_agent',
    receivedAt: AT + 1,
    sealed: sealed(`note ${id}`),
  };
}

function aMessage(minute: number, id: string, direction: 'inbound' | 'outbound' = 'inbound'): StoredMessage {
  return {
    type: 'message',
    entryId: entryIdOf(AT + minute * 60_000, id),
    rev: 0,
    direction,
    kind: 'text',
    state: 'received',
    receivedAt: AT,
    sealed: sealed(`message ${id}`),
  };
}

const bytes = (value: { sealed: { bytes: Uint8Array } } | null) =>
  Buffer.from(value?.sealed.bytes ?? []).toString();

/** What every inbox store promises. Run over the one in memory and the one on DynamoDB. */
export function inboxStoreContract(makeStore: () => InboxStore): void {
  let store: InboxStore;
  beforeAll(() => {
    store = makeStore();
  });

  it('keeps every attribute of a head', async () => {
    const head: Head = {
      ...aHead(),
      status: 'open',
      assigneeId: 'agent',
      labels: ['vip', 'ใหม่'],
      snoozedUntil: AT + 1,
      decidedUpTo: entryIdOf(AT, '0'),
      version: 3,
      lastEntryId: entryIdOf(AT, '1'),
      preview: sealed('preview'),
      activityAt: AT,
      quietAt: AT - 1,
      ids: sealed('ids'),
      name: { value: sealed('name'), at: AT },
      readUpTo: entryIdOf(AT - 1, '0'),
      customerActAt: AT,
      replyTokenUntil: AT + 60_000,
      reachable: { value: false, at: AT },
      standby: { value: true, at: AT },
      marked: new Set(['m_1']),
    };
    expect(await store.saveHead(head, null)).toBe(true);
    expect(await store.head(head, 'fresh')).toEqual({ ...head, rev: 1 });
    const corrected: Head = { ...aHead(), name: { value: sealed('name'), at: AT, corrected: true } };
    await store.saveHead(corrected, null);
    expect(await store.head(corrected, 'fresh')).toEqual({ ...corrected, rev: 1 });
    const plain = aHead();
    await store.saveHead(plain, null);
    expect(await store.head(plain, 'fresh')).toEqual({ ...plain, rev: 1 });
  });

  it('F06: writes a head only over the revision that was read', async () => {
    const head = aHead();
    expect(await store.saveHead(head, 1)).toBe(false);
    expect(await store.saveHead(head, null)).toBe(true);
    expect(await store.saveHead(head, null)).toBe(false);
    expect(await store.saveHead({ ...head, status: 'open' }, 1)).toBe(true);
    expect(await store.saveHead(head, 1)).toBe(false);
    expect((await store.head(head, 'fresh'))?.status).toBe('open');
  });

  it('writes a head and entries together, or none of them', async () => {
    const head = aHead();
    await store.saveHead(head, null);
    const closed: Head = { ...head, status: 'closed', version: 2 };
    const note = aNote(1, 'n1');
    expect(await store.saveHeadWith(closed, 2, [note])).toBe(false);
    expect(await store.entry(head, note.entryId)).toBeNull();
    expect(await store.saveHeadWith(closed, 1, [note, aMessage(2, 'm2')])).toBe(true);
    expect(await store.head(head, 'fresh')).toEqual({ ...closed, rev: 2 });
    expect(await store.timeline(head, { limit: 5 })).toHaveLength(2);
    expect(await store.saveHeadWith({ ...closed, version: 3 }, 2, [aMessage(3, 'm3'), note])).toBe(false);
    expect(await store.head(head, 'fresh')).toEqual({ ...closed, rev: 2 });
    expect(await store.entry(head, aMessage(3, 'm3').entryId)).toBeNull();
  });

  it("leads from a customer to their conversations, however often it was told; S04: never another workspace's", async () => {
    const subjectId = `subject${Date.now()}x${lastConversation}`;
    const [one, two] = [aHead(), aHead()].map((head) => ({ ...head, subjectId }));
    for (const head of [one, two, one]) await store.addConversationOf(head as Head);
    await store.addConversationOf({ ...aHead('ws_elsewhere'), subjectId });
    await store.addConversationOf({ ...aHead(), subjectId: `${subjectId}y` });
    const ids = [one, two].map((head) => head?.conversationId).sort();
    expect([...(await store.conversationsOf('ws_store', subjectId))].sort()).toEqual(ids);
    expect(await store.conversationsOf('ws_store', 'nobody')).toEqual([]);
  });

  it('keeps every attribute of a note, in the timeline and out of every count', async () => {
    const ref = aHead();
    const note = aNote(1, 'n1');
    expect(await store.insertEntry(ref, note)).toBeNull();
    expect(await store.insertEntry(ref, aNote(1, 'n1'))).toMatchObject({ type: 'note', rev: 1 });
    await store.insertEntry(ref, aMessage(2, 'm2'));
    const [, kept] = await store.timeline(ref, { limit: 5 });
    expect({ ...kept, sealed: undefined }).toEqual({ ...note, rev: 1, sealed: undefined });
    expect(bytes(kept ?? null)).toBe('note n1');
    expect(await store.entry(ref, note.entryId)).toMatchObject({ type: 'note', authorId: 'u_agent' });
    expect(await store.count(ref, 'unread', null, 10)).toBe(1);
    expect(await store.count(ref, 'outbound', null, 10)).toBe(0);
  });

  it('F01: inserts an entry once, and says what stands there', async () => {
    const ref = aHead();
    const entry = aMessage(0, '1');
    expect(await store.insertEntry(ref, entry)).toBeNull();
    const known = await store.insertEntry(ref, { ...entry, sealed: sealed('another') });
    expect(known).toMatchObject({ type: 'message', entryId: entry.entryId, rev: 1 });
    expect(bytes(await store.entry(ref, entry.entryId))).toBe('message 1');
  });

  it('changes an entry only over the revision that was read', async () => {
    const ref = aHead();
    const entry = aMessage(0, '1');
    await store.insertEntry(ref, entry);
    expect(await store.saveEntry(ref, { ...entry, sealed: sealed('changed') }, 2)).toBe(false);
    expect(await store.saveEntry(ref, { ...entry, sealed: sealed('changed') }, 1)).toBe(true);
    expect(bytes(await store.entry(ref, entry.entryId))).toBe('changed');
  });

  it('F02: gives a timeline newest first, page by page, without aliases', async () => {
    const ref = aHead();
    for (const [minute, id] of [
      [2, 'b'],
      [1, 'a'],
      [2, 'a'],
      [3, 'x'],
    ] as const) {
      await store.insertEntry(ref, aMessage(minute, id));
    }
    await store.insertEntry(ref, {
      type: 'alias',
      entryId: entryIdOf(AT + 600_000, 'x'),
      rev: 0,
      target: 't',
    });
    const texts = async (before?: string) =>
      (await store.timeline(ref, { limit: 2, ...(before ? { before } : {}) })).map((entry) => bytes(entry));
    expect(await texts()).toEqual(['message x', 'message b']);
    expect(await texts(entryIdOf(AT + 120_000, 'b'))).toEqual(['message a', 'message a']);
    expect(await texts(entryIdOf(AT + 60_000, 'a'))).toEqual([]);
  });

  it('finds a message by its token alone, never an alias', async () => {
    const ref = aHead();
    for (let i = 0; i < 30; i++) await store.insertEntry(ref, aMessage(i, `m_${i}`));
    await store.insertEntry(ref, { type: 'alias', entryId: entryIdOf(AT + 9e9, 'm_3'), rev: 0, target: 't' });
    expect(bytes(await store.findEntry(ref, 'm_3'))).toBe('message m_3');
    expect(await store.findEntry(ref, 'm_99')).toBeNull();
    expect(await store.entry(ref, entryIdOf(AT + 9e9, 'm_3'))).toBeNull();
  });

  it('keeps marks, and deletes one only at the revision that was read', async () => {
    const ref = aHead();
    const mark: Mark = { token: 'm_1', rev: 0, receivedAt: AT, sealed: sealed('mark') };
    expect(await store.saveMark(ref, mark, null)).toBe(true);
    expect(await store.saveMark(ref, mark, null)).toBe(false);
    expect(await store.saveMark(ref, mark, 1)).toBe(true);
    await store.deleteMark(ref, 'm_1', 1);
    expect(await store.mark(ref, 'm_1')).toMatchObject({ token: 'm_1', rev: 2, receivedAt: AT });
    expect(await store.marks(ref)).toHaveLength(1);
    await store.deleteMark(ref, 'm_1', 2);
    expect(await store.mark(ref, 'm_1')).toBeNull();
  });

  it('keeps receipts over the revision that was read', async () => {
    const ref = aHead();
    expect(await store.receipts(ref)).toBeNull();
    expect(await store.saveReceipts(ref, { rev: 0, readUpTo: AT }, null)).toBe(true);
    expect(await store.saveReceipts(ref, { rev: 0, readUpTo: 1 }, null)).toBe(false);
    expect(await store.receipts(ref)).toEqual({ rev: 1, readUpTo: AT });
  });

  it('counts what went out, and what wants reading, after an entry and up to a limit', async () => {
    const ref = aHead();
    for (const minute of [1, 2, 3, 4])
      await store.insertEntry(ref, aMessage(minute, `o${minute}`, 'outbound'));
    for (const minute of [1, 3, 5]) await store.insertEntry(ref, aMessage(minute, `i${minute}`));
    const event = {
      type: 'event',
      entryId: entryIdOf(AT + 360_000, 'e'),
      rev: 0,
      event: 'postback',
    } as const;
    await store.insertEntry(ref, { ...event, action: true, receivedAt: AT, sealed: sealed('pressed') });
    const quiet = { ...event, entryId: entryIdOf(AT + 360_000, 'q'), event: 'follow' };
    await store.insertEntry(ref, { ...quiet, action: false, receivedAt: AT, sealed: sealed('quiet') });
    await store.insertEntry(ref, { type: 'alias', entryId: entryIdOf(AT + 9e9, 'x'), rev: 0, target: 't' });
    const after = entryIdOf(AT + 120_000, 'o2');
    expect(await store.count(ref, 'outbound', after, 10)).toBe(2);
    expect(await store.count(ref, 'outbound', null, 3)).toBe(3);
    expect(await store.count(ref, 'unread', null, 10)).toBe(4);
    expect(await store.count(ref, 'unread', after, 10)).toBe(3);
    expect(await store.count(ref, 'unread', null, 2)).toBe(2);
    expect(await store.count(ref, 'unread', entryIdOf(AT + 9e9, 'y'), 10)).toBe(0);
  });

  it("lists heads by activity within status and workspace, page by page; S04: never another workspace's", async () => {
    const workspaceId = `ws_list_${Date.now()}`;
    const heads = [5, 3, 9, 3].map((activity) => ({
      ...aHead(workspaceId),
      status: 'open' as const,
      activityAt: AT + activity,
    }));
    for (const head of heads) await store.saveHead(head, null);
    await store.saveHead({ ...aHead(workspaceId), status: 'closed', activityAt: AT + 7 }, null);
    await store.saveHead(aHead(workspaceId), null);
    await store.saveHead({ ...aHead(`${workspaceId}x`), status: 'open', activityAt: AT + 8 }, null);
    const first = await store.heads(workspaceId, 'open', { limit: 2 });
    expect(first.map((head) => (head.activityAt ?? 0) - AT)).toEqual([9, 5]);
    const after = { lastActivityAt: AT + 5, conversationId: first[1]?.conversationId ?? '' };
    const rest = await store.heads(workspaceId, 'open', { limit: 5, after });
    expect(rest.map((head) => (head.activityAt ?? 0) - AT)).toEqual([3, 3]);
    const [one] = rest;
    const last = await store.heads(workspaceId, 'open', {
      limit: 5,
      after: { lastActivityAt: AT + 3, conversationId: one?.conversationId ?? '' },
    });
    expect(last).toHaveLength(1);
  });

  it('takes a head out of the list it was in when its status changes', async () => {
    const workspaceId = `ws_move_${Date.now()}`;
    const head = { ...aHead(workspaceId), status: 'open' as const, activityAt: AT };
    await store.saveHead(head, null);
    await store.saveHead({ ...head, status: 'closed' }, 1);
    expect(await store.heads(workspaceId, 'open', { limit: 5 })).toEqual([]);
    expect(await store.heads(workspaceId, 'closed', { limit: 5 })).toHaveLength(1);
  });
}
