import { type Head, listedAt } from '../domain/conversation.ts';
import {
  applyChange,
  type ChangedFact,
  type ConversationChange,
  isPutAway,
} from '../domain/conversation-change.ts';
import type { Conversation } from '../domain/conversation-view.ts';
import { InvalidInput, VersionChanged } from '../domain/errors.ts';
import { afterEntriesAt, ownEntryIdOf, timeOfEntry } from '../domain/ids.ts';
import type { Session } from '../domain/member.ts';
import type { Millis } from '../domain/platform.ts';
import type { EventContent, StoredEvent } from '../domain/stored.ts';
import type { Members } from '../ports/members.ts';
import { findHead } from './find-head.ts';
import { untilWritten } from './inbox-deps.ts';
import { lastThatCameIn } from './last-that-came-in.ts';
import { place } from './places.ts';
import { refuseErased } from './refuse-erased.ts';
import { openHead, type ViewDeps, viewConversation } from './view-conversation.ts';

/** What changing a conversation needs. */
export interface ChangeDeps extends ViewDeps {
  readonly members: Pick<Members, 'membership'>;
}

/** Longer than any reminder is worth. */
export const MAX_SNOOZE_MS: Millis = 366 * 86_400_000;

/**
 * Changes what agents decide about a conversation, and writes into its timeline who did it: both or nothing, so that no crash parts
 * them. What is so already is no change: neither version nor timeline move.
 * @param version the one that the caller saw
 * @throws NotFound; @throws VersionChanged; @throws SubjectErased
 * @throws InvalidInput for an assignee who is no member, and for a snooze that is not in the year ahead
 */
export async function changeConversation(
  deps: ChangeDeps,
  session: Session,
  conversationId: string,
  version: number,
  change: ConversationChange,
): Promise<Conversation> {
  const now = deps.clock.now();
  await refuseErased(deps, await findHead(deps, session, conversationId));
  checkSnooze(change, now);
  const changed = await untilWritten(deps, async () => {
    const head = await findHead(deps, session, conversationId);
    if (head.version !== version) throw new VersionChanged('conversation', head.version);
    const { head: next, facts } = applyChange(head, change, now);
    if (facts.length === 0) return head;
    await checkAssignee(deps, session, facts);
    const events = await Promise.all(facts.map((fact) => eventOf(deps, session, next, fact, now)));
    const decided = isPutAway(facts) ? await withDecision(deps, next) : next;
    const written = await deps.store.saveHeadWith(decided, head.rev, events);
    return written ? { ...decided, rev: head.rev + 1 } : undefined;
  });
  return viewConversation(deps, await openHead(deps, changed));
}

function checkSnooze({ status, snoozedUntil }: ConversationChange, now: Millis): void {
  if (snoozedUntil == null) return;
  if (status !== 'snoozed') throw broken('snoozedUntil: only with the status snoozed');
  if (snoozedUntil <= now) throw broken('snoozedUntil: must be in the future');
  if (snoozedUntil > now + MAX_SNOOZE_MS) throw broken('snoozedUntil: must be within a year');
}

async function checkAssignee(
  { members }: ChangeDeps,
  { workspaceId }: Session,
  facts: readonly ChangedFact[],
): Promise<void> {
  const assigneeId = facts.find(({ event }) => event === 'assignment')?.to;
  if (typeof assigneeId !== 'string') return;
  const membership = await members.membership(assigneeId);
  if (membership?.workspaceId !== workspaceId)
    throw broken('assigneeId: must be a member of the workspace, or null for nobody');
}

/** One event per change of a version, so that its id follows from both. It asks nobody for anything, and the head does not show it. */
async function eventOf(
  deps: ViewDeps,
  { userId }: Session,
  head: Head,
  { event, from, to }: ChangedFact,
  now: Millis,
): Promise<StoredEvent> {
  const entryId = ownEntryIdOf(now, 'change', String(head.version), event);
  const content: EventContent = { data: { by: userId, from, to } };
  const sealed = await deps.sealer.seal(place.entry(head, entryId), head.subjectId, content);
  return { type: 'event', entryId, rev: 0, event, action: false, receivedAt: now, sealed };
}

/**
 * What came up to here was known to whoever put the conversation away; what is newer brings it back. A message that the customer wrote a
 * moment before the shop's last answer, and that comes after it, is newer.
 */
async function withDecision(deps: ViewDeps, head: Head): Promise<Head> {
  const { lastEntryId } = head;
  const newest = Math.max(listedAt(head) ?? 0, lastEntryId === undefined ? 0 : timeOfEntry(lastEntryId));
  const decidedUpTo = await lastThatCameIn(deps, head, afterEntriesAt(newest));
  return decidedUpTo === undefined ? head : { ...head, decidedUpTo };
}

function broken(detail: string): InvalidInput {
  return new InvalidInput('the request breaks a rule', [detail]);
}
