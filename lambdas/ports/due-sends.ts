import type { Millis } from '../domain/platform.ts';
import type { ConversationRef } from '../domain/stored.ts';

/** Conversations with a message that somebody has to look after: nobody told the sender, or it died. */
export interface DueSends {
  /** At most `limit` per part of the index. They stay due until the sender is done with them. */
  find(now: Millis, limit: number): Promise<readonly DueSend[]>;
}

/** A conversation with a message that waits; the oldest one that is due. */
export interface DueSend extends ConversationRef {
  readonly from: string;
}
