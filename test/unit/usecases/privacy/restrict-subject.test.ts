import type { Head } from '../../../../lambdas/domain/conversation.ts';
import { NotFound, SubjectErased, Unavailable } from '../../../../lambdas/domain/errors.ts';
import type { InboundItem, InboundMessage } from '../../../../lambdas/domain/inbound.ts';
import type { AccountItem } from '../../../../lambdas/usecases/apply-item.ts';
import { findCustomer } from '../../../../lambdas/usecases/customers/find-customer.ts';
import { listConversations } from '../../../../lambdas/usecases/list-conversations.ts';
import { markConversationRead } from '../../../../lambdas/usecases/mark-read.ts';
import { releaseSubject, restrictSubject } from '../../../../lambdas/usecases/privacy/restrict-subject.ts';
import { readConversation } from '../../../../lambdas/usecases/read-conversation.ts';
import { readTimeline } from '../../../../lambdas/usecases/read-timeline.ts';
import { isErased, refuseErased } from '../../../../lambdas/usecases/refuse-erased.ts';
import { writeNote } from '../../../../lambdas/usecases/write-note.ts';
import { AgentWorld, aMessage, HOUR, LINE, MINUTE, NOON, session } from '../../../support/agent-world.ts';
import { noTurns } from '../../../support/fakes.ts';

const OTHER = {
  thread: { kind: 'direct', id: 'U_nok' },
  customer: { key: 'U_nok', platformUserId: 'U_nok' },
  platformMessageId: '2001',
} as const;
const GROUP = { kind: 'group', id: 'C1' } as const;

/** Two customers who wrote an hour ago; the first one is to be erased. */
async function setUp() {
  const world = new AgentWorld();
  await world.receive(LINE, aMessage({ sentAt: NOON - HOUR }));
  await world.receive(LINE, aMessage({ platformMessageId: '1002', sentAt: NOON - HOUR + 1 }));
  await world.receive(LINE, aMessage({ ...OTHER, sentAt: NOON - HOUR }));
  const head = world.heads()[0] as Head;
  const { workspaceId, subjectId } = head;
  const deps = { store: world.store, erasure: world.keys, clock: world.clock, turns: noTurns };
  const who = { workspaceId, subjectId, requestId: 'r_1', at: NOON };
  const restrict = () => restrictSubject(deps, who);
  /** As the eraser goes on. */
  const erase = async () => {
    await restrict();
    await world.keys.destroyKey(workspaceId, subjectId);
    const partition = [...world.store.partitions().values()].find((one) => one.head?.subjectId === subjectId);
    partition?.entries.clear();
    Object.assign(partition ?? {}, { head: null });
    await releaseSubject(deps, who);
  };
  const rows = () =>
    [...world.store.partitions().values()].map(({ head, entries, marks, receipts }) => [
      head?.subjectId === subjectId ? head.rev : null,
      entries.size,
      marks.size,
      receipts,
    ]);
  return { world, head, who, deps, restrict, erase, rows };
}

describe('whoever is being erased', () => {
  const looks: [string, (world: AgentWorld, head: Head) => Promise<unknown>][] = [
    ['their conversation', ({ deps }, { conversationId }) => readConversation(deps, session, conversationId)],
    ['its timeline', ({ deps }, head) => readTimeline(deps, session, head.conversationId, { limit: 9 })],
    [
      'its reading mark',
      ({ deps }, { conversationId }) => markConversationRead(deps, session, conversationId),
    ],
    ['their profile', ({ deps }, { subjectId }) => findCustomer(deps, session, subjectId)],
    ['a note', ({ deps }, { conversationId }) => writeNote(deps, session, conversationId, 'words')],
  ];

  it.each(looks)('is shown nowhere, though their key is in memory still: %s', async (_what, look) => {
    const { world, head } = await setUp();
    await expect(look(world, head)).resolves.toBeDefined();
    const current = (await world.store.head(head)) as Head;
    await world.store.saveHead({ ...current, restrictedBy: 'r_1' }, current.rev);
    expect(await world.keys.existingKey(head.workspaceId, head.subjectId)).not.toBeNull();
    await expect(look(world, head)).rejects.toThrow(NotFound);
  });

  it('is in no list, and the others are', async () => {
    const { world, restrict, head } = await setUp();
    const shown = async () =>
      (await listConversations(world.deps, session, { limit: 9 })).items.map(({ id }) => id);
    expect(await shown()).toHaveLength(2);
    await restrict();
    expect(await shown()).toHaveLength(1);
    expect(await shown()).not.toContain(head.conversationId);
  });

  it('is in no list either once only the key is gone', async () => {
    const { world, head } = await setUp();
    await world.keys.destroyKey(head.workspaceId, head.subjectId);
    const { items } = await listConversations(world.deps, session, { limit: 9 });
    expect(items).toHaveLength(1);
    expect(await isErased(world.deps, head)).toBe(true);
    await expect(refuseErased(world.deps, head)).rejects.toThrow(SubjectErased);
  });

  it('is restricted at a moment that is not before anything that stands there, however often it is done', async () => {
    const { world, restrict, who } = await setUp();
    await world.receive(LINE, aMessage({ platformMessageId: '1003', sentAt: NOON + MINUTE }));
    expect(await restrict()).toBe(NOON + MINUTE);
    expect(await restrict()).toBe(NOON + MINUTE);
    expect(await world.keys.standing(who.workspaceId, who.subjectId)).toEqual({
      hasKey: true,
      restrictedBy: 'r_1',
      erasedAt: NOON + MINUTE,
    });
  });
});

describe('what is delivered for whoever was erased', () => {
  const base = { accountId: LINE.accountId, thread: aMessage().thread, customer: aMessage().customer };
  const change = { ...base, platformMessageId: '1001', at: NOON - MINUTE };
  const old: [string, AccountItem][] = [
    ['a message', aMessage({ sentAt: NOON - HOUR })],
    ['one of that very moment', aMessage({ platformMessageId: '1009', sentAt: NOON })],
    ['an edit', { type: 'edit', ...change, text: 'new', order: 1 }],
    [
      'a later edit that brings an old message along',
      {
        type: 'edit',
        ...change,
        at: NOON + HOUR,
        text: 'new',
        order: 1,
        original: aMessage({ sentAt: NOON - HOUR }),
      },
    ],
    ['an unsend', { type: 'unsend', ...change }],
    ['a reaction', { type: 'reaction', ...change, by: 'U_suda', emoji: '❤️' }],
    ['a receipt', { type: 'receipt', ...base, state: 'read', upTo: NOON - MINUTE }],
    [
      'an event',
      { type: 'event', ...base, event: 'follow', eventId: 'e1', data: {}, at: NOON - 1, weight: 'notice' },
    ],
  ];

  it.each(old)('is left out where it is of before: %s', async (_name, item) => {
    for (const during of [true, false]) {
      const { world, restrict, erase, rows } = await setUp();
      await (during ? restrict() : erase());
      const before = rows();
      await world.receive(LINE, item, NOON + HOUR);
      expect(rows()).toEqual(before);
    }
  });

  it('is left out also when they came back, and then without asking for their key', async () => {
    const { world, erase, rows } = await setUp();
    await erase();
    for (const id of ['3001', '3002'])
      await world.receive(LINE, aMessage({ platformMessageId: id, sentAt: NOON + HOUR }));
    const before = rows();
    const standing = jest.spyOn(world.keys, 'standing');
    for (const [, item] of old) await world.receive(LINE, item, NOON + 2 * HOUR);
    expect(rows()).toEqual(before);
    expect(standing).not.toHaveBeenCalled();
  });

  it('comes back while they are being erased where it is newer, and then begins somebody new', async () => {
    const { world, restrict, erase, head } = await setUp();
    const newer = aMessage({ platformMessageId: '3001', text: 'again', sentAt: NOON + 1 });
    await restrict();
    await expect(world.receive(LINE, newer)).rejects.toThrow(Unavailable);
    await erase();
    await world.receive(LINE, newer);
    expect(await world.store.head(head)).toMatchObject({ erasedAt: NOON, rev: 1, subjectId: head.subjectId });
    const { items } = await readTimeline(world.deps, session, head.conversationId, { limit: 9 });
    expect(items).toMatchObject([{ text: 'again' }]);
  });

  it('is not stored by a worker that knows the head of before, and the key', async () => {
    const { world, head, restrict } = await setUp();
    const before = (await world.store.head(head)) as Head;
    const key = await world.keys.keyFor(head.workspaceId, head.subjectId);
    await restrict();
    jest.spyOn(world.keys, 'existingKey').mockResolvedValue(key);
    jest.spyOn(world.keys, 'keyFor').mockResolvedValue(key);
    jest.spyOn(world.store, 'head').mockResolvedValueOnce(before);
    const newer = aMessage({ platformMessageId: '3001', sentAt: NOON + 1 });
    await expect(world.receive(LINE, newer)).rejects.toThrow(Unavailable);
    expect(await world.store.head(head)).toMatchObject({ lastEntryId: before.lastEntryId });
  });

  it('in a group stops what they wrote, and nothing of the others', async () => {
    const { world, restrict } = await setUp();
    const inGroup = (more: Partial<InboundMessage>): InboundItem & AccountItem =>
      aMessage({ ...more, thread: GROUP });
    for (const i of [1, 2])
      await world.receive(LINE, inGroup({ ...OTHER, platformMessageId: `400${i}`, sentAt: NOON - HOUR }));
    await restrict();
    await world.receive(LINE, inGroup({ platformMessageId: '4003', sentAt: NOON - 1 }));
    await world.receive(LINE, inGroup({ ...OTHER, platformMessageId: '4004', sentAt: NOON + 1 }));
    await expect(
      world.receive(LINE, inGroup({ platformMessageId: '4005', sentAt: NOON + 1 })),
    ).rejects.toThrow(Unavailable);
    const group = world.heads().find(({ threadKind }) => threadKind === 'group');
    const { items } = await readTimeline(world.deps, session, String(group?.conversationId), { limit: 9 });
    expect(items.map((item) => item.type === 'message' && item.platformMessageId)).toEqual([
      '4004',
      '4002',
      '4001',
    ]);
  });
});

describe('on the usual path', () => {
  it('nobody is asked about from the third message on', async () => {
    const { world } = await setUp();
    const standing = jest.spyOn(world.keys, 'standing');
    await world.receive(LINE, aMessage({ platformMessageId: '1003', sentAt: NOON }));
    expect(standing).not.toHaveBeenCalled();
  });
});

describe('an erasure that lets go', () => {
  it('of a conversation that was kept says in it when that was', async () => {
    const { world, head, who, deps, restrict } = await setUp();
    await restrict();
    await releaseSubject(deps, { ...who, requestId: 'r_2' });
    expect(await world.store.head(head)).toMatchObject({ restrictedBy: 'r_1' });
    for (const request of ['r_1', 'r_1']) await releaseSubject(deps, { ...who, requestId: request });
    const after = await world.store.head(head);
    expect(after).toMatchObject({ erasedAt: NOON });
    expect(after).not.toHaveProperty('restrictedBy');
    expect(await world.keys.standing(who.workspaceId, who.subjectId)).toEqual({
      hasKey: true,
      erasedAt: NOON,
    });
  });
});
