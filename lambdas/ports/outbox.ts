import type { Head } from '../domain/conversation.ts';
import type { Millis } from '../domain/platform.ts';
import type { ConversationRef, StoredMessage } from '../domain/stored.ts';

/** Messages on their way out. They are entries of their conversation from the first moment on; these are the writes that sending takes. */
export interface OutboxStore {
  /** What a request with that key made before; null = nothing. */
  requested(ref: ConversationRef, key: string): Promise<MadeBefore | null>;
  /**
   * Adds the message, remembers the request that made it and brings the head to it, all or nothing. False: the head is not the one that was
   * read, or another request with that key was faster.
   */
  queue(message: StoredMessage, head: Head, request: SendRequest): Promise<boolean>;
  /** Writes a message over the revision that it has. While it is queued or being sent, the sweeper finds it a minute after `notBefore`. */
  saveOutgoing(ref: ConversationRef, message: StoredMessage): Promise<boolean>;
  /** The same for messages that go out together: all or none. */
  saveTogether(ref: ConversationRef, messages: readonly StoredMessage[]): Promise<boolean>;
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

/** A request to send a message. */
export interface SendRequest {
  readonly key: string;
  /** Tells two requests with one key apart. */
  readonly print: string;
  /** How long it is remembered. */
  readonly until: Millis;
}

export interface MadeBefore extends Pick<SendRequest, 'print'> {
  readonly entryId: string;
}
