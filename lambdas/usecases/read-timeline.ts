import type { AttachmentRecord } from '../domain/attachment.ts';
import type { Head } from '../domain/conversation.ts';
import { type Page, type PageRequest, readCursor, writeCursor } from '../domain/cursor.ts';
import { tokenOfEntry } from '../domain/ids.ts';
import type { Session } from '../domain/member.ts';
import type { MessageContent } from '../domain/message-content.ts';
import type { AgedEntry } from '../domain/retention.ts';
import type { EventContent, NoteContent, StoredEntry } from '../domain/stored.ts';
import type { TimelineEntry } from '../domain/timeline.ts';
import { findShown } from './find-head.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { type OpenMark, openMarks } from './open-marks.ts';
import { place } from './places.ts';
import { isShowable, limitsOf } from './refuse-over.ts';
import { type OpenedEntry, originalOf, viewEntry } from './view-entry.ts';

/**
 * A conversation's entries, newest first by the platform's time. What was erased is left out, and what is over, so a page may be short.
 * @throws NotFound; @throws InvalidInput for a cursor of another conversation
 */
export async function readTimeline(
  deps: InboxDeps,
  session: Session,
  conversationId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<TimelineEntry>> {
  const head = await findShown(deps, session, conversationId);
  const { idSecret } = await deps.keys.workspace(session.workspaceId);
  const scope = ['timeline', session.workspaceId, conversationId];
  const before = cursor === undefined ? undefined : readCursor<string>(idSecret, scope, cursor);
  const marks = await openMarks(deps, head);
  const rows = await rowsBefore(deps, head, marks, before, limit + 1);
  const limits = await limitsOf(deps, head);
  const page = rows.slice(0, limit).filter((row) => isShowable(limits, agedOf(row)));
  // Where nothing of a page may be shown any more, nothing older may.
  const last = page.length > 0 ? rows.slice(0, limit).at(-1) : undefined;
  const opened = await Promise.all(page.map((row) => openRow(deps, head, row)));
  const receipts = page.some(isOutbound) ? await deps.store.receipts(head) : null;
  const entries = opened.flat();
  const files = await filesOf(deps, head, entries);
  const context = { conversationId, idSecret, marks, receipts, files };
  return {
    items: entries.map((entry) => viewEntry(context, entry)),
    nextCursor: last && rows.length > limit ? writeCursor(idSecret, scope, idOf(last)) : null,
  };
}

/** An entry of the store, or a message that so far stands only in an edit of it. */
type Row = StoredEntry | OpenedEntry;

async function rowsBefore(
  deps: InboxDeps,
  head: Head,
  marks: ReadonlyMap<string, OpenMark>,
  before: string | undefined,
  limit: number,
): Promise<readonly Row[]> {
  // Whoever was just told of a change reads it here.
  const page = { ...(before === undefined ? {} : { before }), limit, fresh: true };
  const stored = await deps.store.timeline(head, page);
  const here = new Set(stored.map(({ entryId }) => tokenOfEntry(entryId)));
  const originals = [...marks.values()]
    .filter(({ mark }) => !here.has(mark.token))
    .flatMap(originalOf)
    .filter((row) => before === undefined || idOf(row) < before);
  // What stands below the last stored row is cut off here when more may be stored between.
  return [...stored, ...originals].sort((a, b) => (idOf(a) < idOf(b) ? 1 : -1)).slice(0, limit);
}

function idOf(row: Row): string {
  return 'content' in row ? row.stored.entryId : row.entryId;
}

function agedOf(row: Row): AgedEntry {
  return 'content' in row ? row.stored : row;
}

function isOutbound(row: Row): boolean {
  const stored = 'content' in row ? row.stored : row;
  return stored.type === 'message' && stored.direction === 'outbound';
}

/** One query for the files of a whole page, and none for a page without. */
async function filesOf(
  { attachments }: InboxDeps,
  head: Head,
  entries: readonly OpenedEntry[],
): Promise<readonly AttachmentRecord[]> {
  const ids = entries
    .filter(({ content }) => 'attachments' in content && content.attachments.length > 0)
    .map(({ stored }) => stored.entryId)
    .sort();
  const [first] = ids;
  const last = ids.at(-1);
  return attachments && first && last ? attachments.recordsOf(head, first, last) : [];
}

async function openRow(deps: InboxDeps, head: Head, row: Row): Promise<OpenedEntry[]> {
  if ('content' in row) return [row];
  const content = await deps.sealer.open<MessageContent & EventContent & NoteContent>(
    place.entry(head, row.entryId),
    row.sealed,
  );
  return content === null ? [] : [{ stored: row, content } as OpenedEntry];
}
