import type { Sealed } from './conversation.ts';
import { isOwnEntry } from './ids.ts';
import type { MessageContent, MessagePatch } from './message-content.ts';
import type { Json, Millis } from './platform.ts';
import type { Direction, MessageKind, MessageState } from './timeline.ts';

/** Points at a conversation in the store. */
export interface ConversationRef {
  readonly workspaceId: string;
  readonly conversationId: string;
}

/** A message as it is stored: little in the clear, the rest sealed. */
export interface StoredMessage {
  readonly type: 'message';
  readonly entryId: string;
  readonly rev: number;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly state: MessageState;
  readonly receivedAt: Millis;
  /** Of a `MessageContent`. */
  readonly sealed: Sealed;
  /** On its way to the platform, or given up: only messages that were written here have it. */
  readonly outbox?: Outbox;
}

/** What the sender knows of a message that is to go out. */
export interface Outbox {
  /** A UUID: names the message to platforms that tell repeats apart. */
  readonly key: string;
  /** Calls that were made for it. */
  readonly tries: number;
  /** Not to be sent before. */
  readonly notBefore: Millis;
  /** Until when the call that was begun is certainly over. */
  readonly leaseUntil?: Millis;
  /** The call that was begun must not be repeated, even where the platform tells repeats apart: it spends a reply token. */
  readonly once?: true;
  /** Print of the reply token that the call spends, or spent. */
  readonly spent?: string;
  /** An earlier call may have arrived although nobody heard so: it is never called failed any more. */
  readonly doubtful?: true;
  /** Something went wrong with it: while it waits, the sweeper looks after it, too. */
  readonly watched?: true;
  /** The member who wrote it. */
  readonly by: string;
  /** Code of why it was not sent, or not yet. */
  readonly failure?: string;
}

/** An event as it is stored. */
export interface StoredEvent {
  readonly type: 'event';
  readonly entryId: string;
  readonly rev: number;
  readonly event: string;
  /** The customer did something that wants an answer, like a message. */
  readonly action: boolean;
  readonly receivedAt: Millis;
  /** Of an `EventContent`. */
  readonly sealed: Sealed;
}

export interface EventContent {
  readonly text?: string;
  readonly data: Readonly<Record<string, Json>>;
  /** The platform's user id of the person, where it is known. */
  readonly platformUserId?: string;
  readonly replyToken?: { readonly token: string; readonly until: Millis };
}

/** A private remark as it is stored. */
export interface StoredNote {
  readonly type: 'note';
  readonly entryId: string;
  readonly rev: number;
  /** The member who wrote it. */
  readonly authorId: string;
  readonly receivedAt: Millis;
  /** Of a `NoteContent`. */
  readonly sealed: Sealed;
}

export interface NoteContent {
  readonly text: string;
}

/**
 * Stands where a message with a time in the future would have been, and names the entry that was stored instead: a repeat of
 * the delivery finds it, however much later it comes. At the beginning of all time it stands for the key of a note, for the same
 * reason. Never shown.
 */
export interface StoredAlias {
  readonly type: 'alias';
  readonly entryId: string;
  readonly rev: number;
  readonly target: string;
}

export type StoredEntry = StoredMessage | StoredEvent | StoredNote;

/** What happened to a message that has not arrived yet. Kept until it does. */
export interface Mark {
  readonly token: string;
  readonly rev: number;
  readonly receivedAt: Millis;
  /** Of a `MarkContent`. */
  readonly sealed: Sealed;
}

export interface MarkContent {
  readonly patch: MessagePatch;
  /** The message as an edit shows it, for platforms that want an unknown original shown from its edit. */
  readonly original?: {
    readonly entryId: string;
    readonly direction: Direction;
    readonly kind: MessageKind;
    readonly content: MessageContent;
  };
}

/** How far the customer's phone got with what was sent: times of the platform, only moving forward. */
export interface Receipts {
  readonly rev: number;
  readonly deliveredUpTo?: Millis;
  readonly readUpTo?: Millis;
}

/** Sealed in the head: the thread's id, and the customer's where it is another. */
export type SealedIds = readonly [threadId: string, platformUserId?: string];

/** Unread until somebody read it: what a customer wrote or did. */
export function wantsReading(entry: StoredEntry): boolean {
  if (entry.type === 'note') return false;
  return entry.type === 'message' ? entry.direction === 'inbound' : entry.action;
}

/** Came from the customer's side, with a time of the platform's; all else was made by the shop. */
export function cameIn(entry: StoredEntry): boolean {
  if (entry.type === 'message') return entry.direction === 'inbound';
  return entry.type === 'event' && !isOwnEntry(entry.entryId);
}

/** A message that went out, or may still; one that failed answers nobody. */
export function isOutbound(entry: StoredEntry): boolean {
  return entry.type === 'message' && entry.direction === 'outbound' && entry.state !== 'failed';
}

/** Written here, and neither sent nor given up. */
export function waits({ state, outbox }: StoredMessage): boolean {
  return outbox !== undefined && (state === 'queued' || state === 'sending');
}

/** What the list and the notification show of an entry. */
export interface Preview {
  readonly direction: Direction;
  readonly kind: MessageKind | 'event';
  readonly text: string | null;
}
