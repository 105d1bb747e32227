import type { ConversationIdentity, ConversationStatus, Head } from '../domain/conversation.ts';
import type { ConversationRef, Mark, Receipts, StoredAlias, StoredEntry } from '../domain/stored.ts';

/**
 * Conversations and their timelines. Every operation is atomic; every write either creates what is absent or names the
 * revision that it replaces, and says `false` when somebody else was faster. What is written gets the revision after the one
 * it replaces (1 for a new item); the `rev` of the given value is not looked at. All operations raise `Unavailable` when the
 * store does not answer.
 */
export interface InboxStore {
  /** `fresh`: read what was written last, not what a replica has. */
  head(ref: ConversationRef, read: 'fresh' | 'cheap'): Promise<Head | null>;
  /** `null` = it must not exist yet. */
  saveHead(head: Head, replaces: number | null): Promise<boolean>;
  /**
   * Writes a head over the revision that it replaces, and adds entries; all of it or nothing. Costs twice what single writes do: meant for
   * what people do, not for deliveries.
   */
  saveHeadWith(head: Head, replaces: number, entries: readonly StoredEntry[]): Promise<boolean>;

  /** From now on `conversationsOf` leads from the conversation's subject to it. */
  addConversationOf(conversation: ConversationIdentity): Promise<void>;
  /** Ids of the conversations whose subject that is: a customer has one, as a rule. */
  conversationsOf(workspaceId: string, subjectId: string): Promise<readonly string[]>;

  /** Returns `null` when the entry is now stored, or what stood there already. */
  insertEntry(
    ref: ConversationRef,
    entry: StoredEntry | StoredAlias,
  ): Promise<StoredEntry | StoredAlias | null>;
  entry(ref: ConversationRef, entryId: string): Promise<StoredEntry | null>;
  saveEntry(ref: ConversationRef, entry: StoredEntry, replaces: number): Promise<boolean>;
  /** The message with that token, whatever its time. Reads the timeline backwards; meant for rare events. */
  findEntry(ref: ConversationRef, token: string): Promise<StoredEntry | null>;

  mark(ref: ConversationRef, token: string): Promise<Mark | null>;
  marks(ref: ConversationRef): Promise<readonly Mark[]>;
  saveMark(ref: ConversationRef, mark: Mark, replaces: number | null): Promise<boolean>;
  /** Deletes the mark if it still has that revision. */
  deleteMark(ref: ConversationRef, token: string, rev: number): Promise<void>;

  receipts(ref: ConversationRef): Promise<Receipts | null>;
  saveReceipts(ref: ConversationRef, receipts: Receipts, replaces: number | null): Promise<boolean>;

  /**
   * Messages, events and notes, without aliases. Entries before (older than) the given one, newest first. `fresh`: as they are at this moment,
   * otherwise perhaps as they were a moment ago.
   */
  timeline(
    ref: ConversationRef,
    page: { readonly before?: string; readonly limit: number; readonly fresh?: boolean },
  ): Promise<readonly StoredEntry[]>;
  /**
   * Entries after the given one (null = all) that want reading, or that went out; counts to `limit` at most. Reads the entries:
   * meant for the few that come after the last reading or the last answer.
   */
  count(
    ref: ConversationRef,
    which: 'unread' | 'outbound',
    after: string | null,
    limit: number,
  ): Promise<number>;
  /** Heads of one status, latest activity first, strictly after `position`. */
  heads(
    workspaceId: string,
    status: ConversationStatus,
    page: { readonly after?: HeadPosition; readonly limit: number },
  ): Promise<readonly Head[]>;
}

/** Where a head stands in its list. */
export interface HeadPosition {
  readonly lastActivityAt: number;
  readonly conversationId: string;
}
