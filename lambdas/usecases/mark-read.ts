import { type Head, markRead } from '../domain/conversation.ts';
import type { Conversation } from '../domain/conversation-view.ts';
import { InvalidInput, NotFound } from '../domain/errors.ts';
import { isEntryId, tokenOfEntry } from '../domain/ids.ts';
import type { Session } from '../domain/member.ts';
import { cameIn } from '../domain/stored.ts';
import { findShown } from './find-head.ts';
import { lastThatCameIn } from './last-that-came-in.ts';
import { openMarks } from './open-marks.ts';
import { changeHead } from './patch-message.ts';
import { openHead, type ViewDeps, viewConversation } from './view-conversation.ts';
import { originalOf } from './view-entry.ts';

/**
 * Marks a conversation as read up to an entry of it, or up to its newest. What comes later, or came late, stays unread.
 * @throws NotFound for an unknown conversation or entry; @throws InvalidInput for what is no entry id
 */
export async function markConversationRead(
  deps: ViewDeps,
  session: Session,
  conversationId: string,
  upTo?: string,
): Promise<Conversation> {
  if (upTo !== undefined && !isEntryId(upTo)) {
    throw new InvalidInput('the request breaks a rule', ['upTo: must be the id of a timeline entry']);
  }
  const head = await findShown(deps, session, conversationId);
  if (upTo !== undefined && !(await isShown(deps, head, upTo))) throw new NotFound('entry');
  const entryId = await lastRead(deps, head, upTo);
  const change = (current: Head) => (entryId === undefined ? current : markRead(current, entryId));
  const changed = await changeHead(deps, head, change);
  if (changed === null) throw new NotFound('conversation');
  return viewConversation(deps, await openHead(deps, changed));
}

/**
 * The last entry up to there that a customer made. Answers, notes and changes have our own times: a message that the customer wrote a moment
 * before one of them may still be on its way, and nobody has read it.
 */
async function lastRead(deps: ViewDeps, head: Head, upTo: string | undefined): Promise<string | undefined> {
  const own = upTo === undefined ? null : await deps.store.entry(head, upTo);
  if (upTo !== undefined && (own === null || cameIn(own))) return upTo;
  return lastThatCameIn(deps, head, upTo);
}

/** Stored, or shown from an edit that came before its message. */
async function isShown(deps: ViewDeps, head: Head, entryId: string): Promise<boolean> {
  if ((await deps.store.entry(head, entryId)) !== null) return true;
  if (!head.marked.has(tokenOfEntry(entryId))) return false;
  const mark = (await openMarks(deps, head)).get(tokenOfEntry(entryId));
  return mark !== undefined && originalOf(mark).some(({ stored }) => stored.entryId === entryId);
}
