import type { ConversationRef, StoredMessage } from '../domain/stored.ts';

/** Messages on their way out. They are entries of their conversation from the first moment on; these are the reads and writes of sending. */
export interface OutboxStore {
  /**
   * Writes a message over the revision that it has. While it is queued or being sent, and `watched`, the sweeper finds it a minute after
   * `notBefore`.
   */
  saveOutgoing(ref: ConversationRef, message: StoredMessage): Promise<boolean>;
  /** The same for messages that go out together: all or none. */
  saveTogether(ref: ConversationRef, messages: readonly StoredMessage[]): Promise<boolean>;
  /** Messages that were written here, whatever became of them, from that place in the conversation on; oldest first. */
  answersFrom(ref: ConversationRef, from: string): Promise<readonly StoredMessage[]>;
  /**
   * Messages of the conversation that are queued or being sent, oldest first, among the newest hundred entries, or as many as there are down to
   * the given one.
   */
  pending(ref: ConversationRef, from?: string): Promise<readonly StoredMessage[]>;
  /** Remembers under which id the platform knows a message. The entry that the id already stands for; null = it is this one now. */
  nameSent(ref: ConversationRef, token: string, entryId: string): Promise<string | null>;
  /** The entry that the platform knows under that id, if it was written here. */
  sentAs(ref: ConversationRef, token: string): Promise<string | null>;
  /** Puts an alias in the place of an entry that turned out to be another one's echo. */
  replaceByAlias(ref: ConversationRef, entry: StoredMessage, target: string): Promise<boolean>;
}
