import {
  type ConversationIdentity,
  type ConversationStatus,
  type Head,
  listedAt,
} from '../../lambdas/domain/conversation.ts';
import { tokenOfEntry } from '../../lambdas/domain/ids.ts';
import {
  type ConversationRef,
  isOutbound,
  type Mark,
  type Receipts,
  type StoredAlias,
  type StoredEntry,
  wantsReading,
} from '../../lambdas/domain/stored.ts';
import type { HeadPosition, InboxStore } from '../../lambdas/ports/inbox-store.ts';

export interface Partition {
  head: Head | null;
  receipts: Receipts | null;
  readonly entries: Map<string, StoredEntry | StoredAlias>;
  readonly marks: Map<string, Mark>;
}

/** The inbox store in memory, with the semantics of the real one: each operation atomic, writes conditional. */
export class MemoryInboxStore implements InboxStore {
  readonly #partitions = new Map<string, Partition>();
  readonly #conversationsOf = new Map<string, Set<string>>();

  async head(ref: ConversationRef): Promise<Head | null> {
    return this.#of(ref).head;
  }

  async saveHead(head: Head, replaces: number | null): Promise<boolean> {
    const partition = this.#of(head);
    if ((partition.head?.rev ?? null) !== replaces) return false;
    partition.head = { ...head, rev: (replaces ?? 0) + 1 };
    return true;
  }

  async saveHeadWith(head: Head, replaces: number, entries: readonly StoredEntry[]): Promise<boolean> {
    const partition = this.#of(head);
    const isThere = entries.some(({ entryId }) => partition.entries.has(entryId));
    if (partition.head?.rev !== replaces || isThere) return false;
    partition.head = { ...head, rev: replaces + 1 };
    for (const entry of entries) partition.entries.set(entry.entryId, { ...entry, rev: 1 });
    return true;
  }

  async addConversationOf({ workspaceId, subjectId, conversationId }: ConversationIdentity): Promise<void> {
    const key = JSON.stringify([workspaceId, subjectId]);
    const known = this.#conversationsOf.get(key) ?? [];
    this.#conversationsOf.set(key, new Set([...known, conversationId]));
  }

  async conversationsOf(workspaceId: string, subjectId: string): Promise<readonly string[]> {
    return [...(this.#conversationsOf.get(JSON.stringify([workspaceId, subjectId])) ?? [])].sort();
  }

  async insertEntry(
    ref: ConversationRef,
    entry: StoredEntry | StoredAlias,
  ): Promise<StoredEntry | StoredAlias | null> {
    const { entries } = this.#of(ref);
    const known = entries.get(entry.entryId);
    if (known) return known;
    entries.set(entry.entryId, { ...entry, rev: 1 });
    return null;
  }

  async entry(ref: ConversationRef, entryId: string): Promise<StoredEntry | null> {
    const found = this.#of(ref).entries.get(entryId);
    return found && found.type !== 'alias' ? found : null;
  }

  async saveEntry(ref: ConversationRef, entry: StoredEntry, replaces: number): Promise<boolean> {
    const { entries } = this.#of(ref);
    if (entries.get(entry.entryId)?.rev !== replaces) return false;
    entries.set(entry.entryId, { ...entry, rev: replaces + 1 });
    return true;
  }

  async findEntry(ref: ConversationRef, token: string): Promise<StoredEntry | null> {
    const found = [...this.#of(ref).entries.values()].find(
      (entry) => entry.type !== 'alias' && tokenOfEntry(entry.entryId) === token,
    );
    return (found as StoredEntry | undefined) ?? null;
  }

  async mark(ref: ConversationRef, token: string): Promise<Mark | null> {
    return this.#of(ref).marks.get(token) ?? null;
  }

  async marks(ref: ConversationRef): Promise<readonly Mark[]> {
    return [...this.#of(ref).marks.values()];
  }

  async saveMark(ref: ConversationRef, mark: Mark, replaces: number | null): Promise<boolean> {
    const { marks } = this.#of(ref);
    if ((marks.get(mark.token)?.rev ?? null) !== replaces) return false;
    marks.set(mark.token, { ...mark, rev: (replaces ?? 0) + 1 });
    return true;
  }

  async deleteMark(ref: ConversationRef, token: string, rev: number): Promise<void> {
    const { marks } = this.#of(ref);
    if (marks.get(token)?.rev === rev) marks.delete(token);
  }

  async receipts(ref: ConversationRef): Promise<Receipts | null> {
    return this.#of(ref).receipts;
  }

  async saveReceipts(ref: ConversationRef, receipts: Receipts, replaces: number | null): Promise<boolean> {
    const partition = this.#of(ref);
    if ((partition.receipts?.rev ?? null) !== replaces) return false;
    partition.receipts = { ...receipts, rev: (replaces ?? 0) + 1 };
    return true;
  }

  async timeline(
    ref: ConversationRef,
    page: { before?: string; limit: number },
  ): Promise<readonly StoredEntry[]> {
    return [...this.#of(ref).entries.values()]
      .filter((entry): entry is StoredEntry => entry.type !== 'alias')
      .filter((entry) => page.before === undefined || entry.entryId < page.before)
      .sort((a, b) => (a.entryId < b.entryId ? 1 : -1))
      .slice(0, page.limit);
  }

  async count(
    ref: ConversationRef,
    which: 'unread' | 'outbound',
    after: string | null,
    limit: number,
  ): Promise<number> {
    const counts = which === 'unread' ? wantsReading : isOutbound;
    const later = [...this.#of(ref).entries.values()].filter(
      (entry) => entry.type !== 'alias' && entry.entryId > (after ?? '') && counts(entry),
    );
    return Math.min(limit, later.length);
  }

  async heads(
    workspaceId: string,
    status: ConversationStatus,
    page: { after?: HeadPosition; limit: number },
  ): Promise<readonly Head[]> {
    return [...this.#partitions.values()]
      .flatMap(({ head }) => (head ? [head] : []))
      .filter(
        (head) => head.workspaceId === workspaceId && head.status === status && listedAt(head) !== undefined,
      )
      .sort(byPosition)
      .filter((head) => page.after === undefined || comparePosition(positionOf(head), page.after) > 0)
      .slice(0, page.limit);
  }

  /** Everything that is stored, for comparing. */
  partitions(): ReadonlyMap<string, Readonly<Partition>> {
    return this.#partitions;
  }

  #of({ workspaceId, conversationId }: ConversationRef): Partition {
    const key = JSON.stringify([workspaceId, conversationId]);
    let partition = this.#partitions.get(key);
    if (!partition) {
      partition = { head: null, receipts: null, entries: new Map(), marks: new Map() };
      this.#partitions.set(key, partition);
    }
    return partition;
  }
}

function positionOf(head: Head): HeadPosition {
  return { lastActivityAt: listedAt(head) ?? 0, conversationId: head.conversationId };
}

function byPosition(a: Head, b: Head): number {
  return comparePosition(positionOf(a), positionOf(b));
}

/** Latest first; equal times by id, descending. */
function comparePosition(a: HeadPosition, b: HeadPosition): number {
  if (a.lastActivityAt !== b.lastActivityAt) return b.lastActivityAt - a.lastActivityAt;
  return a.conversationId < b.conversationId ? 1 : a.conversationId > b.conversationId ? -1 : 0;
}
