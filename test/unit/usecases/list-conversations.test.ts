import type { Conversation } from '../../../lambdas/domain/conversation-view.ts';
import { InvalidInput } from '../../../lambdas/domain/errors.ts';
import {
  type ConversationFilter,
  listConversations,
  MAX_LOOKED_AT,
} from '../../../lambdas/usecases/list-conversations.ts';
import {
  AgentWorld,
  aMessage,
  FOREIGN,
  from,
  LINE,
  MINUTE,
  NOON,
  SHOPEE,
  session,
} from '../../support/agent-world.ts';

const STATUSES = ['open', 'snoozed', 'closed'] as const;

/** Conversations `U0`, `U1` …, each a minute later than the one before; their statuses take turns. */
async function worldWith(count: number): Promise<AgentWorld> {
  const world = new AgentWorld();
  for (let i = 0; i < count; i++) {
    const at = NOON - (count - i) * MINUTE;
    const message = aMessage({
      ...from(`U${i}`, `Customer ${i}`),
      platformMessageId: `${i + 1}`,
      sentAt: at,
    });
    await world.receive(i % 2 === 0 ? LINE : SHOPEE, { ...message, text: `message ${i}` });
  }
  for (const [i, head] of world.heads().entries()) {
    const labels = i % 5 === 0 ? ['vip'] : [];
    const assigneeId = i % 4 === 0 ? 'u_agent' : null;
    await world.changeHead(head, { status: STATUSES[i % 3] ?? 'open', labels, assigneeId });
  }
  return world;
}

async function pages(world: AgentWorld, filter: ConversationFilter, limit: number) {
  const found: (readonly Conversation[])[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listConversations(world.deps, session, {
      ...filter,
      limit,
      ...(cursor ? { cursor } : {}),
    });
    found.push(page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

const names = (items: readonly Conversation[]) => items.map(({ customer }) => customer.displayName);
const expected = (count: number, wanted: (i: number) => boolean) =>
  Array.from({ length: count }, (_, i) => i)
    .reverse()
    .filter(wanted)
    .map((i) => `Customer ${i}`);

describe('listConversations', () => {
  it('merges all statuses, newest activity first, page after page, each conversation once', async () => {
    const world = await worldWith(23);
    for (const limit of [1, 2, 5, 22, 23, 24, 100]) {
      const found = await pages(world, {}, limit);
      expect(names(found.flat())).toEqual(expected(23, () => true));
      expect(found.length).toBe(Math.ceil(23 / limit));
    }
  });

  it('orders equal times by id and loses none of them', async () => {
    const world = new AgentWorld();
    for (let i = 0; i < 9; i++) {
      await world.receive(
        LINE,
        aMessage({ ...from(`U${i}`, `Customer ${i}`), platformMessageId: `${i + 1}` }),
      );
    }
    for (const [i, head] of world.heads().entries()) {
      await world.changeHead(head, { status: STATUSES[i % 3] ?? 'open' });
    }
    const ids = (await pages(world, {}, 2)).flat().map(({ id }) => id);
    expect(ids).toEqual(
      world
        .heads()
        .map(({ conversationId }) => conversationId)
        .sort()
        .reverse(),
    );
  });

  it.each<[string, ConversationFilter, (i: number) => boolean]>([
    ['status', { status: 'snoozed' }, (i) => i % 3 === 1],
    ['platform', { platform: 'shopee' }, (i) => i % 2 === 1],
    ['connection', { connectionId: LINE.id }, (i) => i % 2 === 0],
    ['assignee', { assigneeId: 'u_agent' }, (i) => i % 4 === 0],
    ['nobody assigned', { assigneeId: 'none' }, (i) => i % 4 !== 0],
    ['label', { label: 'vip' }, (i) => i % 5 === 0],
    ['several at once', { status: 'open', label: 'vip', platform: 'line' }, (i) => i % 30 === 0],
    ['words of the preview', { q: 'MESSAGE 1' }, (i) => String(i).startsWith('1')],
    ["words of the customer's name", { q: 'customer 2' }, (i) => String(i).startsWith('2')],
  ])('filters by %s', async (_what, filter, wanted) => {
    const world = await worldWith(31);
    for (const limit of [3, 100]) {
      expect(names((await pages(world, filter, limit)).flat())).toEqual(expected(31, wanted));
    }
  });

  it('lists a conversation whose snooze is over among the open ones, at its place, and no longer among the snoozed', async () => {
    const world = await worldWith(31);
    for (const [i, head] of world.heads().entries()) {
      const snoozedUntil = i % 2 === 0 ? NOON : NOON + 1;
      if (head.status === 'snoozed') await world.changeHead(head, { snoozedUntil });
    }
    const isOver = (i: number) => i % 3 === 1 && i % 2 === 0;
    for (const limit of [1, 4, 100]) {
      const open = names((await pages(world, { status: 'open' }, limit)).flat());
      expect(open).toEqual(expected(31, (i) => i % 3 === 0 || isOver(i)));
      const snoozed = names((await pages(world, { status: 'snoozed' }, limit)).flat());
      expect(snoozed).toEqual(expected(31, (i) => i % 3 === 1 && !isOver(i)));
    }
  });

  it('finds Thai words inside unspaced text, however sara am is written', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ text: 'อยากได้น้ำหอมค่ะ' }));
    for (const q of ['น้ำหอม', 'น้ำหอม'.normalize('NFKD'), 'สุดา']) {
      expect((await pages(world, { q }, 25)).flat()).toHaveLength(1);
    }
    expect((await pages(world, { q: 'น้ำปลา' }, 25)).flat()).toEqual([]);
  });

  it(`looks at ${MAX_LOOKED_AT} heads at most and goes on from there`, async () => {
    const world = await worldWith(2 * MAX_LOOKED_AT + 20);
    const found = await pages(world, { q: 'message 7' }, 100);
    expect(found.length).toBeGreaterThanOrEqual(3);
    const all = expected(2 * MAX_LOOKED_AT + 20, (i) => String(i).startsWith('7'));
    expect(names(found.flat())).toEqual(all);
    const first = await listConversations(world.deps, session, { q: 'no such words', limit: 25 });
    expect(first.items).toEqual([]);
    expect(first.nextCursor).not.toBeNull();
  });

  it('asks the store for little more than the page', async () => {
    const world = await worldWith(60);
    let read = 0;
    const { store } = world;
    const counted = new Proxy(store, {
      get: (target, name) =>
        name === 'heads'
          ? async (...args: Parameters<typeof store.heads>) => {
              const heads = await target.heads(...args);
              read += heads.length;
              return heads;
            }
          : Reflect.get(target, name).bind(target),
    });
    await listConversations({ ...world.deps, store: counted }, session, { limit: 5 });
    expect(read).toBeLessThanOrEqual(3 * 6 + 6);
  });

  it('S05: shows no conversation of another workspace', async () => {
    const world = await worldWith(2);
    await world.receive(FOREIGN, aMessage({ ...from('U0', 'Foreign customer') }));
    expect(names((await pages(world, {}, 25)).flat())).toEqual(['Customer 1', 'Customer 0']);
  });

  it('S17: takes a cursor only with the filters and in the workspace that it was given out for', async () => {
    const world = await worldWith(5);
    const { nextCursor } = await listConversations(world.deps, session, { status: 'open', limit: 1 });
    const cursor = String(nextCursor);
    const list = (filter: ConversationFilter, workspaceId = session.workspaceId) =>
      listConversations(world.deps, { ...session, workspaceId }, { ...filter, limit: 1, cursor });
    await expect(list({ status: 'open' })).resolves.toMatchObject({ items: [{ status: 'open' }] });
    await expect(list({ status: 'closed' })).rejects.toThrow(InvalidInput);
    await expect(list({})).rejects.toThrow(InvalidInput);
    await expect(list({ status: 'open' }, 'ws_other')).rejects.toThrow(InvalidInput);
  });
});
