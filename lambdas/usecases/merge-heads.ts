import { type ConversationStatus, type Head, listedAt } from '../domain/conversation.ts';
import type { HeadPosition, InboxStore } from '../ports/inbox-store.ts';

/** Which heads to go through, and how many to ask the store for at once. */
export interface HeadsQuery {
  readonly workspaceId: string;
  readonly statuses: readonly ConversationStatus[];
  readonly after: HeadPosition | undefined;
  readonly pageSize: number;
}

/** Where a head stands in the list of all statuses. */
export function positionOf(head: Head): HeadPosition {
  return { lastActivityAt: listedAt(head) ?? 0, conversationId: head.conversationId };
}

/**
 * Heads of all the statuses, latest activity first; reads no further than it is asked. A head that changes its status meanwhile
 * may stand in two lists and comes only once.
 */
export async function* mergedHeads(store: InboxStore, query: HeadsQuery): AsyncGenerator<Head, void> {
  const lists = query.statuses.map((status) => headsOf(store, query, status));
  const firsts = await Promise.all(lists.map((list) => list.next()));
  const seen = new Set<string>();
  for (let top = topOf(firsts); top >= 0; top = topOf(firsts)) {
    const head = firsts[top]?.value as Head;
    if (!seen.has(head.conversationId)) yield head;
    seen.add(head.conversationId);
    firsts[top] = (await lists[top]?.next()) ?? { done: true, value: undefined };
  }
}

async function* headsOf(
  store: InboxStore,
  { workspaceId, after: start, pageSize: limit }: HeadsQuery,
  status: ConversationStatus,
): AsyncGenerator<Head, void> {
  for (let after = start; ; ) {
    const page = await store.heads(workspaceId, status, { ...(after ? { after } : {}), limit });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    after = positionOf(last);
  }
}

/** Index of the list whose first head comes next; -1 = all are at their end. */
function topOf(firsts: readonly IteratorResult<Head, void>[]): number {
  return firsts.reduce((top, { value }, i) => {
    const best = firsts[top]?.value;
    return value && (!best || isBefore(positionOf(value), positionOf(best))) ? i : top;
  }, -1);
}

function isBefore(a: HeadPosition, b: HeadPosition): boolean {
  return a.lastActivityAt === b.lastActivityAt
    ? a.conversationId > b.conversationId
    : a.lastActivityAt > b.lastActivityAt;
}
