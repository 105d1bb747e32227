import type { Answers } from './answers.ts';
import { timeOfEntry } from './ids.ts';
import type { Millis, PlatformId, Surface } from './platform.ts';

export const CONVERSATION_STATUSES = ['open', 'snoozed', 'closed'] as const;
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** Sealed bytes, readable only with the key of the subject named beside them. */
export interface Sealed {
  readonly subjectId: string;
  readonly bytes: Uint8Array;
}

/** A value and the moment from which it holds: the latest moment wins, whatever arrives last. */
export interface Since<T> {
  readonly value: T;
  readonly at: Millis;
}

/** What the customer is called. Once a member has corrected it, only another correction changes it. */
export interface CustomerName extends Since<Sealed> {
  readonly corrected?: true;
}

/** What never changes about a conversation. */
export interface ConversationIdentity {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly connectionId: string;
  readonly platform: PlatformId;
  readonly surface: Surface;
  readonly accountId: string;
  readonly threadKind: 'direct' | 'group' | 'room' | 'comment';
  /** The customer, or the group as a whole. */
  readonly subjectId: string;
}

/**
 * The head of a conversation: what a list shows, and what follows from the timeline. Everything in it that deliveries change is
 * a maximum, a union or a latest value, so that any order and any repetition of deliveries ends in the same head.
 */
export interface Head extends ConversationIdentity {
  /** Raised by each write; a write names the one it read. */
  readonly rev: number;
  readonly status: ConversationStatus;
  readonly assigneeId: string | null;
  readonly labels: readonly string[];
  /** When a snoozed conversation returns by itself; absent = when the customer writes. Means nothing in another status. */
  readonly snoozedUntil?: Millis;
  /** An agent decided on the status knowing what came up to this entry. */
  readonly decidedUpTo?: string;
  /** Raised by each change that an agent makes. */
  readonly version: number;
  /** The entry that `preview` shows. Only moves forward. */
  readonly lastEntryId?: string;
  readonly preview?: Sealed;
  /** Latest message or act; decides the place in the list. */
  readonly activityAt?: Millis;
  /** Latest event that asks for nothing; decides the place in the list of a conversation that has nothing else. */
  readonly quietAt?: Millis;
  /** Platform ids of the customer and the thread, sealed; set once. */
  readonly ids?: Sealed;
  readonly name?: CustomerName;
  /** What came after this entry is unread: counted from the entries themselves, so that no repeat can miscount. */
  readonly readUpTo?: string;
  readonly customerActAt?: Millis;
  readonly replyTokenUntil?: Millis;
  readonly reachable?: Since<boolean>;
  readonly standby?: Since<boolean>;
  /** Tokens of messages that something happened to before they arrived (see `Mark`). */
  readonly marked: ReadonlySet<string>;
  /** What members answered last. Only whoever takes an answer changes it; all others pass it on. */
  readonly answers?: Answers;
  /** The request that is erasing the customer: nothing of the conversation is shown or sent, and nothing is added. */
  readonly restrictedBy?: string;
  /** The customer was erased at that time and came back: what is older stays out. */
  readonly erasedAt?: Millis;
}

/** What one entry adds to its conversation's head. */
export interface Contribution {
  readonly identity: ConversationIdentity;
  readonly entryId: string;
  /** When it counts as activity: the platform's time, never later than the arrival. */
  readonly activityAt: Millis;
  /** `open`: wants an agent. `listed`: moves the conversation up. `quiet`: does not. A new one that is not `open` is closed. */
  readonly listing: 'open' | 'listed' | 'quiet';
  readonly preview?: Sealed;
  readonly ids?: Sealed;
  readonly name?: Sealed;
  readonly customerActAt?: Millis;
  readonly replyTokenUntil?: Millis;
  readonly reachable?: boolean;
  readonly standby?: boolean;
}

/** Where the conversation stands in its list; undefined = nothing to list yet. */
export function listedAt(head: Head): Millis | undefined {
  return head.activityAt ?? head.quietAt;
}

/** A conversation before anything is known of it. */
export function newHead(identity: ConversationIdentity): Head {
  return {
    ...identity,
    rev: 0,
    status: 'closed',
    assigneeId: null,
    labels: [],
    version: 1,
    marked: new Set(),
  };
}

/**
 * Adds an entry's contribution. Commutative, associative and idempotent. Returns the same object when nothing changes, so that
 * a duplicate costs no write.
 */
export function contribute(head: Head, c: Contribution): Head {
  const at = timeOfEntry(c.entryId);
  const next: Head = {
    ...head,
    ...newestOf(head, c),
    ...((head.ids ?? c.ids) ? { ids: head.ids ?? c.ids } : {}),
    ...nameAfter(head, c.name, at),
    ...maximum('customerActAt', head.customerActAt, c.customerActAt),
    ...maximum('replyTokenUntil', head.replyTokenUntil, c.replyTokenUntil),
    ...latest('reachable', head.reachable, c.reachable, at),
    ...latest('standby', head.standby, c.standby, at),
  } as Head;
  return sameHead(head, next) ? head : next;
}

function newestOf(head: Head, c: Contribution): Partial<Head> {
  if (c.listing === 'quiet') return maximum('quietAt', head.quietAt, c.activityAt);
  const isNewest = head.lastEntryId === undefined || c.entryId > head.lastEntryId;
  return {
    ...(isNewest && c.preview ? { lastEntryId: c.entryId, preview: c.preview } : {}),
    ...maximum('activityAt', head.activityAt, c.activityAt),
    ...openedBy(head, c),
  };
}

/** A closed or snoozed conversation returns with what is newer than all that the decision knew; a new one also with what came late. */
function openedBy(head: Head, c: Contribution): Partial<Head> {
  if (c.listing !== 'open' || head.status === 'open') return {};
  return head.decidedUpTo === undefined || c.entryId > head.decidedUpTo ? { status: 'open' } : {};
}

/** The status at a moment: a conversation whose snooze is over is open, and nobody has to write that down. */
export function statusAt({ status, snoozedUntil }: Head, now: Millis): ConversationStatus {
  const isOver = snoozedUntil !== undefined && snoozedUntil <= now;
  return status === 'snoozed' && isOver ? 'open' : status;
}

/** Something quiet happened at that time. */
export function quietUntil(head: Head, at: Millis): Head {
  return head.quietAt !== undefined && head.quietAt >= at ? head : { ...head, quietAt: at };
}

/** The platform told the name at that time, by itself or when asked. */
export function withToldName(head: Head, name: Sealed, at: Millis): Head {
  const next = nameAfter(head, name, at);
  return next.name === head.name ? head : { ...head, ...next };
}

/** A member corrected the name: the platform's no longer counts. */
export function withCorrectedName(head: Head, value: Sealed, at: Millis): Head {
  return { ...head, name: { value, at, corrected: true } };
}

function nameAfter(head: Head, told: Sealed | undefined, at: Millis): Pick<Head, 'name'> {
  return head.name?.corrected ? { name: head.name } : latest('name', head.name, told, at);
}

/** Something happened to a message that is not there yet; its token waits here, the content in a `Mark`. */
export function withMarked(head: Head, token: string): Head {
  return head.marked.has(token) ? head : { ...head, marked: new Set([...head.marked, token]) };
}

export function withoutMarked(head: Head, token: string): Head {
  return head.marked.has(token)
    ? { ...head, marked: new Set([...head.marked].filter((t) => t !== token)) }
    : head;
}

/** A request begins to erase the customer; the first one stays until it lets go. */
export function withRestriction(head: Head, requestId: string): Head {
  return head.restrictedBy === undefined ? { ...head, restrictedBy: requestId } : head;
}

/** The erasure has let go of the conversation. */
export function withoutRestriction(head: Head): Head {
  if (head.restrictedBy === undefined) return head;
  const { restrictedBy: _, ...rest } = head;
  return rest;
}

/** The customer was erased at that time. Only moves forward. */
export function withErasedAt(head: Head, at: Millis | undefined): Head {
  return at === undefined || at <= (head.erasedAt ?? -1) ? head : { ...head, erasedAt: at };
}

/** The latest moment that the conversation knows of. */
export function newestMoment({ activityAt, quietAt, lastEntryId }: Head): Millis {
  return Math.max(activityAt ?? 0, quietAt ?? 0, lastEntryId === undefined ? 0 : timeOfEntry(lastEntryId));
}

/** Marks everything up to an entry as read. Only moves forward. */
export function markRead(head: Head, upTo: string): Head {
  return head.readUpTo !== undefined && upTo <= head.readUpTo ? head : { ...head, readUpTo: upTo };
}

function maximum<K extends string>(
  key: K,
  a: number | undefined,
  b: number | undefined,
): Partial<Record<K, number>> {
  const value = a === undefined ? b : b === undefined ? a : Math.max(a, b);
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, number>>);
}

function latest<K extends string, T>(
  key: K,
  current: Since<T> | undefined,
  value: T | undefined,
  at: Millis,
): Partial<Record<K, Since<T>>> {
  if (value === undefined || (current !== undefined && current.at >= at)) {
    return current === undefined ? {} : ({ [key]: current } as Partial<Record<K, Since<T>>>);
  }
  return { [key]: { value, at } } as Partial<Record<K, Since<T>>>;
}

function sameHead(a: Head, b: Head): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Head>;
  return [...keys].every((key) => Object.is(a[key], b[key]) || sameSince(a[key], b[key]));
}

function sameSince(a: unknown, b: unknown): boolean {
  const isSince = (value: unknown): value is Since<unknown> =>
    typeof value === 'object' && value !== null && 'value' in value && 'at' in value;
  return isSince(a) && isSince(b) && a.at === b.at && Object.is(a.value, b.value);
}
