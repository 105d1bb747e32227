import type { ConversationIdentity, ConversationStatus, Head } from '../domain/conversation.ts';
import {
  type ConversationRef,
  isOutbound,
  type Mark,
  type Receipts,
  type StoredAlias,
  type StoredEntry,
  wantsReading,
} from '../domain/stored.ts';
import type { HeadPosition, InboxStore } from '../ports/inbox-store.ts';
import {
  customerToItem,
  entryToItem,
  hasToken,
  headToItem,
  itemToEntry,
  itemToHead,
  itemToMark,
  itemToReceipts,
  markToItem,
  receiptsToItem,
} from './inbox-items.ts';
import { BY_ACTIVITY, CONVERSATION, ENTRY, inboxKeys, MARK } from './keys.ts';
import { ABSENT, atRevision, type Item, MetTransaction, type Table } from './table.ts';

/** After every character that ids contain. */
const LAST = '\u{ffff}';

/** Entries read at once while looking for one by its token. */
const SEARCH_PAGE = 200;

/** Entries read at once while counting. */
const COUNT_PAGE = 100;

/** The inbox store on DynamoDB. */
export class DynamoInboxStore implements InboxStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async head(ref: ConversationRef, read: 'fresh' | 'cheap'): Promise<Head | null> {
    const item = await this.#table.get(inboxKeys.head(ref.workspaceId, ref.conversationId), {
      consistent: read === 'fresh',
    });
    return item && itemToHead(item);
  }

  async saveHead(head: Head, replaces: number | null): Promise<boolean> {
    return this.#save(headToItem(head, next(replaces)), replaces);
  }

  async saveHeadWith(head: Head, replaces: number, entries: readonly StoredEntry[]): Promise<boolean> {
    const inserts = entries.map((entry) => ({
      put: entryToItem(head, entry, next(null)),
      condition: ABSENT,
    }));
    const change = { put: headToItem(head, next(replaces)), condition: atRevision(replaces) };
    return (await this.#table.transact([change, ...inserts])).length === 0;
  }

  /** Put as it is, whether it stands there already: there is nothing in it to lose. */
  async addConversationOf(conversation: ConversationIdentity): Promise<void> {
    await this.#table.put(customerToItem(conversation));
  }

  async conversationsOf(workspaceId: string, subjectId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    const pk = inboxKeys.conversationsOf(workspaceId, subjectId);
    for await (const { sk } of this.#table.all({
      pk,
      from: CONVERSATION,
      to: `${CONVERSATION}${LAST}`,
      consistent: true,
    }))
      ids.push(String(sk).slice(CONVERSATION.length));
    return ids;
  }

  async insertEntry(
    ref: ConversationRef,
    entry: StoredEntry | StoredAlias,
  ): Promise<StoredEntry | StoredAlias | null> {
    const result = await this.#table.put(entryToItem(ref, entry, next(null)), ABSENT);
    if (result.written) return null;
    return result.existing ? itemToEntry(result.existing) : this.entry(ref, entry.entryId);
  }

  async entry(ref: ConversationRef, entryId: string): Promise<StoredEntry | null> {
    const item = await this.#table.get(inboxKeys.entry(ref.workspaceId, ref.conversationId, entryId), {
      consistent: true,
    });
    return item && asEntry(itemToEntry(item));
  }

  async saveEntry(ref: ConversationRef, entry: StoredEntry, replaces: number): Promise<boolean> {
    return this.#save(entryToItem(ref, entry, next(replaces)), replaces);
  }

  async findEntry(ref: ConversationRef, token: string): Promise<StoredEntry | null> {
    const page = {
      pk: inboxKeys.conversation(ref.workspaceId, ref.conversationId),
      from: ENTRY,
      to: `${ENTRY}${LAST}`,
      newestFirst: true,
      consistent: true,
      limit: SEARCH_PAGE,
    };
    for await (const item of this.#table.all(page)) {
      if (hasToken(item, token)) return itemToEntry(item) as StoredEntry;
    }
    return null;
  }

  async mark(ref: ConversationRef, token: string): Promise<Mark | null> {
    const item = await this.#table.get(inboxKeys.mark(ref.workspaceId, ref.conversationId, token), {
      consistent: true,
    });
    return item && itemToMark(item);
  }

  async marks(ref: ConversationRef): Promise<readonly Mark[]> {
    const marks: Mark[] = [];
    const pk = inboxKeys.conversation(ref.workspaceId, ref.conversationId);
    for await (const item of this.#table.all({ pk, from: MARK, to: `${MARK}${LAST}`, consistent: true }))
      marks.push(itemToMark(item));
    return marks;
  }

  async saveMark(ref: ConversationRef, mark: Mark, replaces: number | null): Promise<boolean> {
    return this.#save(markToItem(ref, mark, next(replaces)), replaces);
  }

  async deleteMark(ref: ConversationRef, token: string, rev: number): Promise<void> {
    await this.#table.delete(inboxKeys.mark(ref.workspaceId, ref.conversationId, token), atRevision(rev));
  }

  async receipts(ref: ConversationRef): Promise<Receipts | null> {
    const item = await this.#table.get(inboxKeys.receipts(ref.workspaceId, ref.conversationId), {
      consistent: true,
    });
    return item && itemToReceipts(item);
  }

  async saveReceipts(ref: ConversationRef, receipts: Receipts, replaces: number | null): Promise<boolean> {
    return this.#save(receiptsToItem(ref, receipts, next(replaces)), replaces);
  }

  async timeline(
    ref: ConversationRef,
    page: { readonly before?: string; readonly limit: number; readonly fresh?: boolean },
  ): Promise<readonly StoredEntry[]> {
    const entries: StoredEntry[] = [];
    const query = {
      pk: inboxKeys.conversation(ref.workspaceId, ref.conversationId),
      from: ENTRY,
      to: `${ENTRY}${page.before ?? LAST}`,
      newestFirst: true,
      consistent: page.fresh === true,
      // One more than wanted: the bound is inclusive, and `before` itself is left out below.
      limit: page.limit + 1,
    };
    for await (const item of this.#table.all(query)) {
      const entry = itemToEntry(item);
      if (entry.type === 'alias' || entry.entryId === page.before) continue;
      entries.push(entry);
      if (entries.length === page.limit) break;
    }
    return entries;
  }

  async count(
    ref: ConversationRef,
    which: 'unread' | 'outbound',
    after: string | null,
    limit: number,
  ): Promise<number> {
    const counts = which === 'unread' ? wantsReading : isOutbound;
    let count = 0;
    const query = {
      pk: inboxKeys.conversation(ref.workspaceId, ref.conversationId),
      from: `${ENTRY}${after ?? ''}`,
      to: `${ENTRY}${LAST}`,
      newestFirst: true,
      consistent: true,
      limit: Math.min(limit + 1, COUNT_PAGE),
    };
    for await (const item of this.#table.all(query)) {
      const entry = itemToEntry(item);
      if (entry.type === 'alias' || entry.entryId === after || !counts(entry)) continue;
      if (++count === limit) break;
    }
    return count;
  }

  async heads(
    workspaceId: string,
    status: ConversationStatus,
    page: { readonly after?: HeadPosition; readonly limit: number },
  ): Promise<readonly Head[]> {
    const after = page.after && inboxKeys.listPosition(page.after.lastActivityAt, page.after.conversationId);
    const query = {
      pk: inboxKeys.list(workspaceId, status),
      index: BY_ACTIVITY,
      newestFirst: true,
      limit: page.limit + 1,
      ...(after ? { to: after } : {}),
    };
    const heads: Head[] = [];
    for await (const item of this.#table.all(query)) {
      if (item.listSk === after) continue;
      heads.push(itemToHead(item));
      if (heads.length === page.limit) break;
    }
    return heads;
  }

  /** Whoever meets a transaction on the same item was slower, like anybody else whose revision is gone. */
  async #save(item: Item, replaces: number | null): Promise<boolean> {
    try {
      return (await this.#table.put(item, atRevision(replaces))).written;
    } catch (error) {
      if (error instanceof MetTransaction) return false;
      throw error;
    }
  }
}

function asEntry(found: StoredEntry | StoredAlias): StoredEntry | null {
  return found.type === 'alias' ? null : found;
}

function next(replaces: number | null): number {
  return (replaces ?? 0) + 1;
}
