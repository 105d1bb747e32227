import type { Head } from '../../lambdas/domain/conversation.ts';
import type { ConversationRef, StoredMessage } from '../../lambdas/domain/stored.ts';
import type { MadeBefore, OutboxStore, SendRequest } from '../../lambdas/ports/outbox.ts';
import type { MemoryInboxStore } from './memory-inbox-store.ts';

/** The part of the outbox that the agent API needs, in memory: messages are queued, nobody sends them. */
export class MemoryOutbox implements OutboxStore {
  readonly #store: MemoryInboxStore;
  readonly #requests = new Map<string, MadeBefore>();

  constructor(store: MemoryInboxStore) {
    this.#store = store;
  }

  async requested(ref: ConversationRef, key: string): Promise<MadeBefore | null> {
    return this.#requests.get(nameOf(ref, key)) ?? null;
  }

  async queue(message: StoredMessage, head: Head, { key, print }: SendRequest): Promise<boolean> {
    const name = nameOf(head, key);
    if (this.#requests.has(name) || !(await this.#store.saveHeadWith(head, head.rev, [message])))
      return false;
    this.#requests.set(name, { entryId: message.entryId, print });
    return true;
  }

  saveOutgoing = notHere;
  saveTogether = notHere;

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

function nameOf({ workspaceId, conversationId }: ConversationRef, key: string): string {
  return JSON.stringify([workspaceId, conversationId, key]);
}
