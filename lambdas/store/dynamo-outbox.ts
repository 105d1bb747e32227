import { type ConversationRef, type StoredMessage, waits } from '../domain/stored.ts';
import type { OutboxStore } from '../ports/outbox.ts';
import { entryToItem, itemToEntry } from './inbox-items.ts';
import { ENTRY, inboxKeys } from './keys.ts';
import { ABSENT, atRevision, type Table } from './table.ts';

const LAST = '\u{ffff}';
/** Entries among which pending messages are looked for. */
const RECENT = 100;

/** What sending reads and writes, in the Inbox table. */
export class DynamoOutbox implements OutboxStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async saveOutgoing(ref: ConversationRef, message: StoredMessage): Promise<boolean> {
    return (await this.#table.put(entryToItem(ref, message, message.rev + 1), atRevision(message.rev)))
      .written;
  }

  async saveTogether(ref: ConversationRef, messages: readonly StoredMessage[]): Promise<boolean> {
    const [first, ...others] = messages;
    // A transaction costs twice what a write costs.
    if (first && others.length === 0) return this.saveOutgoing(ref, first);
    const steps = messages.map((message) => ({
      put: entryToItem(ref, message, message.rev + 1),
      condition: atRevision(message.rev),
    }));
    return (await this.#table.transact(steps)).length === 0;
  }

  async answersFrom(ref: ConversationRef, from: string): Promise<readonly StoredMessage[]> {
    const found: StoredMessage[] = [];
    const pk = inboxKeys.conversation(ref.workspaceId, ref.conversationId);
    const page = { pk, from: `${ENTRY}${from}`, to: `${ENTRY}${LAST}`, consistent: true };
    for await (const item of this.#table.all(page)) {
      const entry = itemToEntry(item);
      if (entry.type === 'message' && entry.outbox) found.push(entry);
    }
    return found;
  }

  async pending(ref: ConversationRef, from?: string): Promise<readonly StoredMessage[]> {
    const found: StoredMessage[] = [];
    const page = {
      pk: inboxKeys.conversation(ref.workspaceId, ref.conversationId),
      from: ENTRY,
      to: `${ENTRY}${LAST}`,
      newestFirst: true,
      consistent: true,
      limit: RECENT,
    };
    let read = 0;
    // A page may hold less than was asked for.
    for await (const item of this.#table.all(page)) {
      const entry = itemToEntry(item);
      if (entry.type === 'message' && waits(entry)) found.unshift(entry);
      if (++read >= RECENT && (from === undefined || entry.entryId <= from)) break;
    }
    return found;
  }

  async nameSent(ref: ConversationRef, token: string, entryId: string): Promise<string | null> {
    const key = inboxKeys.sent(ref.workspaceId, ref.conversationId, token);
    const result = await this.#table.put({ ...key, e: entryId }, ABSENT);
    if (result.written) return null;
    return result.existing?.e ?? null;
  }

  async sentAs(ref: ConversationRef, token: string): Promise<string | null> {
    const key = inboxKeys.sent(ref.workspaceId, ref.conversationId, token);
    return (await this.#table.get(key, { consistent: true }))?.e ?? null;
  }

  async replaceByAlias(
    ref: ConversationRef,
    { entryId, rev }: StoredMessage,
    target: string,
  ): Promise<boolean> {
    const alias = entryToItem(ref, { type: 'alias', entryId, rev, target }, rev + 1);
    return (await this.#table.put(alias, atRevision(rev))).written;
  }
}
