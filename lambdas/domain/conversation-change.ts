import { type ConversationStatus, type Head, statusAt } from './conversation.ts';
import type { Json, Millis } from './platform.ts';

/** What an agent changes about a conversation; what is absent stays. */
export interface ConversationChange {
  readonly status?: ConversationStatus | undefined;
  /** A user id; null = nobody. */
  readonly assigneeId?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  /** When a snoozed conversation returns by itself; null = when the customer writes. */
  readonly snoozedUntil?: Millis | null | undefined;
}

/** Something that is different now, for the timeline. */
export interface ChangedFact {
  readonly event: 'status' | 'assignment' | 'labels' | 'snooze';
  readonly from: Json;
  readonly to: Json;
}

/** What agents decide about a conversation. */
interface Decisions {
  readonly status: ConversationStatus;
  readonly assigneeId: string | null;
  readonly labels: readonly string[];
  readonly snoozedUntil: Millis | null;
}

/** The head as a change leaves it, and what is different; the very same head when nothing is. Raises the version by one. */
export function applyChange(
  head: Head,
  change: ConversationChange,
  now: Millis,
): { readonly head: Head; readonly facts: readonly ChangedFact[] } {
  const before = decisionsOf(head, now);
  const after = decided(before, change);
  const facts = differences(before, after);
  if (facts.length === 0) return { head, facts };
  const { snoozedUntil: _, ...rest } = head;
  const { snoozedUntil, ...decisions } = after;
  const until = snoozedUntil === null ? {} : { snoozedUntil };
  return { head: { ...rest, ...decisions, ...until, version: head.version + 1 }, facts };
}

/** Whether a change decides that the conversation rests: then it has to be known until when the decision holds. */
export function isPutAway(facts: readonly ChangedFact[]): boolean {
  return facts.some(({ event, to }) => event === 'snooze' || (event === 'status' && to !== 'open'));
}

function decisionsOf(head: Head, now: Millis): Decisions {
  const { assigneeId, labels } = head;
  const status = statusAt(head, now);
  const snoozedUntil = status === 'snoozed' ? (head.snoozedUntil ?? null) : null;
  return { status, assigneeId, labels, snoozedUntil };
}

function decided(before: Decisions, change: ConversationChange): Decisions {
  const status = change.status ?? before.status;
  const until = change.snoozedUntil === undefined ? before.snoozedUntil : change.snoozedUntil;
  return {
    status,
    assigneeId: change.assigneeId === undefined ? before.assigneeId : change.assigneeId,
    labels: change.labels ?? before.labels,
    snoozedUntil: status === 'snoozed' ? until : null,
  };
}

function differences(before: Decisions, after: Decisions): readonly ChangedFact[] {
  const facts: readonly ChangedFact[] = [
    { event: 'status', from: before.status, to: after.status },
    { event: 'assignment', from: before.assigneeId, to: after.assigneeId },
    { event: 'labels', from: [...before.labels], to: [...after.labels] },
    { event: 'snooze', from: timeOrNull(before.snoozedUntil), to: timeOrNull(after.snoozedUntil) },
  ];
  return facts.filter(
    ({ event, from, to }) => !isSame(from, to) && (event !== 'snooze' || after.status === 'snoozed'),
  );
}

/** Labels are a set: their order says nothing. */
function isSame(from: Json, to: Json): boolean {
  const sorted = (value: Json) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return sorted(from) === sorted(to);
}

function timeOrNull(at: Millis | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
