import {
  CONVERSATION_STATUSES,
  type ConversationStatus,
  type Head,
  statusAt,
} from '../domain/conversation.ts';
import type { Conversation } from '../domain/conversation-view.ts';
import { type Page, type PageRequest, readCursor, writeCursor } from '../domain/cursor.ts';
import type { Session } from '../domain/member.ts';
import type { PlatformId } from '../domain/platform.ts';
import type { HeadPosition } from '../ports/inbox-store.ts';
import { mergedHeads, positionOf } from './merge-heads.ts';
import { isErased } from './refuse-erased.ts';
import { isOver } from './refuse-over.ts';
import { openHead, type ViewDeps, viewConversation } from './view-conversation.ts';

/** Which conversations; what is absent does not narrow the list. */
export interface ConversationFilter {
  readonly status?: ConversationStatus | undefined;
  readonly platform?: PlatformId | undefined;
  readonly connectionId?: string | undefined;
  /** `none`: assigned to nobody. */
  readonly assigneeId?: string | undefined;
  readonly label?: string | undefined;
  /** Part of the customer's name or of the preview, in any case. */
  readonly q?: string | undefined;
}

/** Heads looked at in one request. After that the page is given out as it is, and its cursor goes on from there. */
export const MAX_LOOKED_AT = 1_000;

/** Heads read, and while searching opened, at the same time. */
const BATCH = 100;

/**
 * Conversations of the workspace, latest activity first. With filters a page may be short, even empty, and still have a next.
 * @throws InvalidInput for a cursor of another list
 */
export async function listConversations(
  deps: ViewDeps,
  { workspaceId }: Session,
  { limit, cursor, ...filter }: ConversationFilter & PageRequest,
): Promise<Page<Conversation>> {
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const scope = ['conversations', workspaceId, scopeOf(filter)];
  const after = cursor === undefined ? undefined : readCursor<HeadPosition>(idSecret, scope, cursor);
  const statuses = listsWith(filter.status);
  const pageSize = isNarrow(filter) ? BATCH : limit + 1;
  const heads = mergedHeads(deps.store, { workspaceId, statuses, after, pageSize });
  const { found, next } = await search(judged(deps, heads, filter, pageSize), limit);
  const views = found.map(async (head) => viewConversation(deps, await openHead(deps, head)));
  return { items: await Promise.all(views), nextCursor: next && writeCursor(idSecret, scope, next) };
}

/**
 * A conversation stands in the list of the status that was written last. One whose snooze is over is open and still stands among the
 * snoozed, which are few because each was put there by hand: so both are read, and what does not fit is passed over.
 */
function listsWith(status: ConversationStatus | undefined): readonly ConversationStatus[] {
  if (status === undefined) return CONVERSATION_STATUSES;
  return status === 'open' ? ['open', 'snoozed'] : [status];
}

function scopeOf({ status, platform, connectionId, assigneeId, label, q }: ConversationFilter): string {
  return JSON.stringify([status, platform, connectionId, assigneeId, label, q].map((field) => field ?? null));
}

interface Judged {
  readonly head: Head;
  readonly fits: boolean;
}

interface Found {
  readonly found: readonly Head[];
  /** Where to go on; null = that was all. */
  readonly next: HeadPosition | null;
}

async function search(heads: AsyncIterable<Judged>, limit: number): Promise<Found> {
  const found: Head[] = [];
  let last: Head | undefined;
  let looked = 0;
  for await (const { head, fits } of heads) {
    if (last && (found.length === limit || looked === MAX_LOOKED_AT)) {
      return { found, next: positionOf(last) };
    }
    if (fits) found.push(head);
    last = head;
    looked++;
  }
  return { found, next: null };
}

async function* judged(
  deps: ViewDeps,
  heads: AsyncIterator<Head, void>,
  filter: ConversationFilter,
  size: number,
): AsyncGenerator<Judged> {
  for (let batch = await take(heads, size); batch.length > 0; batch = await take(heads, size)) {
    const fits = await Promise.all(batch.map((head) => matches(deps, head, filter)));
    yield* batch.map((head, i) => ({ head, fits: fits[i] === true }));
  }
}

async function take(heads: AsyncIterator<Head, void>, count: number): Promise<readonly Head[]> {
  const taken: Head[] = [];
  while (taken.length < count) {
    const { value } = await heads.next();
    if (!value) break;
    taken.push(value);
  }
  return taken;
}

/** Sealed parts are opened only for a search, and only where the rest fits. Whoever was erased is in no list, nor what is over. */
async function matches(deps: ViewDeps, head: Head, filter: ConversationFilter): Promise<boolean> {
  if (!passes(head, filter, deps.clock.now())) return false;
  if ((await isOver(deps, head)) || (await isErased(deps, head))) return false;
  if (filter.q === undefined) return true;
  const { name, preview } = await openHead(deps, head);
  const wanted = folded(filter.q);
  return [name, preview?.text].some((text) => text != null && folded(text).includes(wanted));
}

function passes(
  head: Head,
  { status, platform, connectionId, assigneeId, label }: ConversationFilter,
  now: number,
): boolean {
  return (
    (status === undefined || statusAt(head, now) === status) &&
    (platform === undefined || head.platform === platform) &&
    (connectionId === undefined || head.connectionId === connectionId) &&
    (assigneeId === undefined || (head.assigneeId ?? 'none') === assigneeId) &&
    (label === undefined || head.labels.includes(label))
  );
}

/** Case does not count, nor in which of Unicode's ways a letter is written (Thai sara am has two). */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Whether heads of the wanted statuses may have to be passed over. */
function isNarrow({ status: _, ...rest }: ConversationFilter): boolean {
  return Object.values(rest).some((value) => value !== undefined);
}
