import type { Head } from '../domain/conversation.ts';
import type { Millis } from '../domain/platform.ts';
import type { AgedEntry } from '../domain/retention.ts';
import type { ConversationRef } from '../domain/stored.ts';

/** An entry that may be over, with what deleting it needs to know. */
export interface ExpiringEntry extends AgedEntry {
  readonly receivedAt: Millis;
  /** A message that went out: names that its platform gave it lead to it. */
  readonly isOutbound: boolean;
}

/** A file of a message, by what is known of it. */
export interface ExpiringFile {
  readonly entryId: string;
  readonly index: number;
  readonly attachmentId: string;
  /** There is something in the bucket. */
  readonly isKept: boolean;
}

/** A change that waits for its message. */
export interface ExpiringMark {
  readonly token: string;
  readonly receivedAt: Millis;
}

/** A delivery that nobody could read. */
export interface ExpiringParked {
  readonly place: string;
  readonly platform: string;
  readonly receivedAt: Millis;
}

/** A conversation that is being taken away as a whole: nothing is stored for its customer until that is done. */
export interface EndingConversation extends ConversationRef {
  readonly subjectId: string;
  /** Where the customer may have written elsewhere, too; null: nothing but this conversation is sealed with the key. */
  readonly connectionId: string | null;
  readonly beganAt: Millis;
}

/** Where the sweep is. */
export interface SweepState {
  /** When the pass that runs, or ran last, began. */
  readonly beganAt: Millis;
  /** Where it goes on; null = it came to its end. */
  readonly cursor: string | null;
}

/**
 * Rows and objects whose time may be over, and their end. Every deletion can be repeated; what is gone is no error. All raise `Unavailable`.
 */
export interface ExpiringData {
  /** A page of workspaces that have, or had, connections. */
  workspaces(
    cursor: string | null,
  ): Promise<{ readonly ids: readonly string[]; readonly cursor: string | null }>;
  /** Heads of a workspace, list after list, those with the oldest activity first. */
  heads(
    workspaceId: string,
    cursor: string | null,
  ): Promise<{ readonly heads: readonly Head[]; readonly cursor: string | null }>;
  /** The oldest entries, aliases included. `upTo`: no further than this one. */
  entries(
    ref: ConversationRef,
    page: { readonly after?: string | undefined; readonly upTo?: string; readonly limit: number },
  ): Promise<readonly ExpiringEntry[]>;
  /** Aliases of a time to come, which stand for messages whose platform's clock was wrong. */
  aliasesAfter(ref: ConversationRef, from: Millis): Promise<readonly ExpiringEntry[]>;
  /** Files of entries up to one. */
  files(
    ref: ConversationRef,
    upTo: string,
    limit: number,
    after?: ExpiringFile,
  ): Promise<readonly ExpiringFile[]>;
  marks(ref: ConversationRef): Promise<readonly ExpiringMark[]>;
  /** Deletes the objects first, the rows that lead to them last. */
  deleteFiles(ref: ConversationRef, files: readonly ExpiringFile[]): Promise<void>;
  /** Deletes the objects; what is known of the files says from then on that their time is over. */
  settleFiles(ref: ConversationRef, files: readonly ExpiringFile[]): Promise<void>;
  /** Names by which platforms speak of messages that went out, of entries that are older than that. */
  deleteSentNames(ref: ConversationRef, before: Millis): Promise<void>;
  deleteEntries(ref: ConversationRef, entryIds: readonly string[]): Promise<void>;
  deleteMarks(ref: ConversationRef, tokens: readonly string[]): Promise<void>;
  /** How far the customer's phone got. */
  deleteReceipts(ref: ConversationRef): Promise<void>;
  /** Deletes a head as it was read, and the look-up that leads to it. False: it was written over meanwhile. */
  deleteHead(head: Head): Promise<boolean>;
  /** Deletes all rows and objects of a conversation without a head. */
  wipe(ref: ConversationRef): Promise<void>;

  addEnding(ending: EndingConversation): Promise<void>;
  endings(): Promise<readonly EndingConversation[]>;
  deleteEnding(ending: EndingConversation): Promise<void>;

  /** Parked deliveries, the oldest first. */
  parked(
    cursor: string | null,
  ): Promise<{ readonly parked: readonly ExpiringParked[]; readonly cursor: string | null }>;
  deleteParked(places: readonly string[]): Promise<void>;
  /** Rows of other kinds that the database should have deleted by itself; a page of the whole table. */
  deleteEnded(
    now: Millis,
    cursor: string | null,
  ): Promise<{ readonly count: number; readonly cursor: string | null }>;

  state(name: SweepName): Promise<SweepState | null>;
  saveState(name: SweepName, state: SweepState): Promise<void>;
}

/** `retention`: by rules, through all conversations. `ended`: what the database should have deleted by itself. */
export type SweepName = 'retention' | 'ended';
