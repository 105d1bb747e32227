import type { ConversationRef, StoredMessage } from '../../lambdas/domain/stored.ts';
import type { OutboxStore } from '../../lambdas/ports/outbox.ts';
import type { MemoryInboxStore } from './memory-inbox-store.ts';

/** The part of the outbox that the agent API needs, in memory: messages are queued, nobody sends them. */
export class MemoryOutbox implements OutboxStore {
  readonly #store: MemoryInboxStore;

  constructor(store: MemoryInboxStore) {
    this.#store = store;
  }

  saveOutgoing = notHere;
  saveTogether = notHere;

  async answersFrom(ref: ConversationRef, from: string): Promise<readonly StoredMessage[]> {
    const entries = await this.#store.timeline(ref, { limit: 1_000 });
    return entries
      .filter((entry): entry is StoredMessage => entry.type === 'message' && entry.entryId >= from)
      .filter(({ outbox }) => outbox)
      .reverse();
  }

  async pending(): Promise<readonly StoredMessage[]> {
    return [];
  }

  nameSent = notHere;

  /** Nothing that was written here has reached a platform. */
  async sentAs(): Promise<null> {
    return null;
  }

  replaceByAlias = notHere;
}

async function notHere(): Promise<never> {
  throw new Error('nothing is sent here');
}
