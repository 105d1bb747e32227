import { type Head, listedAt, statusAt } from '../domain/conversation.ts';
import type { Conversation } from '../domain/conversation-view.ts';
import { NotFound } from '../domain/errors.ts';
import { afterEntriesAt, entryIdOf, timeOfEntry, tokenOfEntry } from '../domain/ids.ts';
import type { PlatformId, Surface } from '../domain/platform.ts';
import { previewOf } from '../domain/preview.ts';
import { replyWindow, type WindowRule } from '../domain/reply-window.ts';
import type { RetentionLimits } from '../domain/retention.ts';
import type { MarkContent, Preview, SealedIds } from '../domain/stored.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { place } from './places.ts';
import { isShowable, limitsOf } from './refuse-over.ts';

/** What the use cases that show conversations need. */
export interface ViewDeps extends InboxDeps {
  /** When a merchant may answer on that platform. */
  readonly rules: (platform: PlatformId, surface: Surface) => WindowRule;
}

/** A head with its sealed parts opened; null = there is none, or its key is gone. */
export interface OpenedHead {
  readonly head: Head;
  readonly preview: Preview | null;
  readonly name: string | null;
  readonly ids: { readonly threadId: string; readonly platformUserId?: string } | null;
}

/** Opens what a list needs to show and to search. */
export async function openHead(deps: InboxDeps, head: Head): Promise<OpenedHead> {
  const { sealer } = deps;
  const limits = await limitsOf(deps, head);
  const isNameOver = head.name !== undefined && limits !== null && head.name.at < limits.profiles;
  const [preview, name, ids] = await Promise.all([
    openPreview(deps, head).then((opened) => (isPreviewOver(limits, head, opened) ? null : opened)),
    head.name && !isNameOver ? sealer.open<string>(place.name(head), head.name.value) : null,
    head.ids ? sealer.open<SealedIds>(place.ids(head), head.ids) : null,
  ]);
  return { head, preview, name, ids: ids && idsOf(head, ids) };
}

function isPreviewOver(
  limits: RetentionLimits | null,
  { lastEntryId }: Head,
  preview: Preview | null,
): boolean {
  if (!preview || lastEntryId === undefined) return false;
  return !isShowable(limits, { entryId: lastEntryId, type: preview.kind === 'event' ? 'event' : 'message' });
}

function idsOf(head: Head, [threadId, platformUserId]: SealedIds): NonNullable<OpenedHead['ids']> {
  if (head.threadKind !== 'direct') return { threadId };
  return { threadId, platformUserId: platformUserId ?? threadId };
}

/** A change that waits for its message holds for the preview at once: what was unsent is not shown again. */
async function openPreview(deps: InboxDeps, head: Head): Promise<Preview | null> {
  if (!head.preview) return null;
  const preview = await deps.sealer.open<Preview>(place.preview(head), head.preview);
  const token = tokenOfEntry(head.lastEntryId ?? '');
  if (preview === null || !head.marked.has(token)) return preview;
  const mark = await deps.store.mark(head, token);
  const change = mark && (await deps.sealer.open<MarkContent>(place.mark(head, token), mark.sealed));
  if (change?.patch.deletedAt !== undefined) return { ...preview, text: null };
  const edit = change?.patch.edit;
  return edit ? previewOf(preview.direction, preview.kind, edit.text) : preview;
}

/**
 * A conversation as agents see it.
 * @throws NotFound while there is nothing in it that a list would show
 */
export async function viewConversation(deps: ViewDeps, opened: OpenedHead): Promise<Conversation> {
  const { head } = opened;
  const lastActivityAt = listedAt(head);
  if (lastActivityAt === undefined) throw new NotFound('conversation');
  return {
    id: head.conversationId,
    platform: head.platform,
    connectionId: head.connectionId,
    accountId: head.accountId,
    ...whoOf(opened),
    ...statusOf(deps, head),
    assigneeId: head.assigneeId,
    labels: head.labels,
    unreadCount: await unread(deps, head),
    version: head.version,
    revision: head.rev,
    lastActivityAt,
    preview: opened.preview ?? emptyPreview(head),
    replyWindow: await windowOf(deps, head),
  };
}

function statusOf({ clock }: ViewDeps, head: Head): Pick<Conversation, 'status' | 'snoozedUntil'> {
  const status = statusAt(head, clock.now());
  const { snoozedUntil } = head;
  return status === 'snoozed' && snoozedUntil !== undefined ? { status, snoozedUntil } : { status };
}

/** More than this is shown as this. */
const MAX_UNREAD = 999;

/** Nothing is asked of the store when the entry that the list shows was read. */
async function unread(deps: ViewDeps, head: Head): Promise<number> {
  const { lastEntryId, readUpTo } = head;
  if (lastEntryId === undefined || (readUpTo !== undefined && lastEntryId <= readUpTo)) return 0;
  const limits = await limitsOf(deps, head);
  // What is over stands before this, whatever it is.
  const over = limits && afterEntriesAt(Math.min(limits.messages, limits.events) - 1);
  const after = over !== null && over > (readUpTo ?? '') ? over : (readUpTo ?? null);
  return deps.store.count(head, 'unread', after, MAX_UNREAD);
}

function whoOf({ head, ids, name }: OpenedHead): Pick<Conversation, 'customer' | 'group' | 'thread'> {
  const { threadKind: kind, subjectId: id } = head;
  const customer = { id, displayName: name, platformUserId: ids?.platformUserId ?? null };
  if (kind === 'direct' || ids === null) return { customer };
  const platformId = ids.threadId;
  return kind === 'comment'
    ? { customer, thread: { kind, platformId } }
    : { customer, group: { kind, platformId } };
}

/** Only events so far that ask for nothing, or words that can no longer be read. */
function emptyPreview(head: Head): Preview {
  return { direction: 'inbound', kind: head.preview ? 'unsupported' : 'event', text: null };
}

/** When the customer may be answered, and what it costs. */
export async function windowOf(deps: ViewDeps, head: Head): Promise<Conversation['replyWindow']> {
  const rule = deps.rules(head.platform, head.surface);
  const facts = {
    unanswered: await unanswered(deps, head, rule),
    unreachable: head.reachable?.value === false,
    standby: head.standby?.value === true,
    ...(head.customerActAt === undefined ? {} : { lastCustomerActAt: head.customerActAt }),
    ...(head.replyTokenUntil === undefined ? {} : { replyTokenUntil: head.replyTokenUntil }),
  };
  return replyWindow(rule, facts, deps.clock.now());
}

/** Sorts before every token of a message: what was sent in the very moment of the customer's act (an automatic answer) counts. */
const LOWEST_TOKEN = '-';

async function unanswered(deps: ViewDeps, head: Head, rule: WindowRule): Promise<number> {
  if (rule.maxUnanswered === undefined || head.lastEntryId === undefined) return 0;
  const act = head.customerActAt;
  const from = act === undefined ? 0 : act + (rule.unansweredAfterMs ?? 0);
  // Outgoing messages are never after the entry that the list shows.
  if (timeOfEntry(head.lastEntryId) < from) return 0;
  return deps.store.count(head, 'outbound', entryIdOf(from, LOWEST_TOKEN), rule.maxUnanswered);
}
