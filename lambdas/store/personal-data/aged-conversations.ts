import { CONVERSATION_STATUSES, type Head } from '../../domain/conversation.ts';
import { entryIdOf } from '../../domain/ids.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ConversationRef } from '../../domain/stored.ts';
import type { ExpiringEntry, ExpiringFile, ExpiringMark } from '../../ports/expiring-data.ts';
import { itemToHead } from '../inbox-items.ts';
import { BY_ACTIVITY, ENTRY, FILE, inboxKeys, type Key, MARK, UNLISTED } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import { itemToExpiring, itemToFile, itemToWaiting } from './expiring-items.ts';

/** Heads of one page. */
const HEADS = 50;
const LISTS: readonly string[] = [...CONVERSATION_STATUSES, UNLISTED];
const LAST = '\u{ffff}';

/** Conversations of the Inbox table by age: nothing is opened, and nothing is changed. */
export class AgedConversations {
  protected readonly inbox: Table;

  constructor(inbox: Table) {
    this.inbox = inbox;
  }

  async heads(
    workspaceId: string,
    cursor: string | null,
  ): Promise<{ readonly heads: readonly Head[]; readonly cursor: string | null }> {
    const [list, after] = cursor === null ? [0, null] : (JSON.parse(cursor) as [number, string | null]);
    const name = LISTS[list];
    if (name === undefined) return { heads: [], cursor: null };
    const from = after === null ? {} : { from: `${after}\u0000` };
    const pk = inboxKeys.list(workspaceId, name);
    const { items, more } = await this.inbox.query({ pk, index: BY_ACTIVITY, ...from, limit: HEADS });
    const last = items.at(-1)?.[BY_ACTIVITY.sort];
    return {
      heads: items.map(itemToHead),
      cursor: JSON.stringify(more && last ? [list, last] : [list + 1, null]),
    };
  }

  async entries(
    ref: ConversationRef,
    {
      after,
      upTo = LAST,
      limit,
    }: { readonly after?: string | undefined; readonly upTo?: string; readonly limit: number },
  ): Promise<readonly ExpiringEntry[]> {
    const from = after === undefined ? ENTRY : `${ENTRY}${after}\u0000`;
    return (await this.range(ref, from, `${ENTRY}${upTo}`, limit)).map(itemToExpiring);
  }

  async aliasesAfter(ref: ConversationRef, from: Millis): Promise<readonly ExpiringEntry[]> {
    const items = await this.range(ref, `${ENTRY}${entryIdOf(from, '0')}`, `${ENTRY}${LAST}`);
    return items.map(itemToExpiring).filter(({ type }) => type === 'alias');
  }

  async files(
    ref: ConversationRef,
    upTo: string,
    limit: number,
    after?: ExpiringFile,
  ): Promise<readonly ExpiringFile[]> {
    const from = after ? `${fileKeyOf(ref, after).sk}\u0000` : FILE;
    return (await this.range(ref, from, `${FILE}${upTo}#${LAST}`, limit)).map(itemToFile);
  }

  async marks(ref: ConversationRef): Promise<readonly ExpiringMark[]> {
    return (await this.range(ref, MARK, `${MARK}${LAST}`)).map(itemToWaiting);
  }

  protected async range(ref: ConversationRef, from: string, to: string, limit?: number): Promise<Item[]> {
    const pk = inboxKeys.conversation(ref.workspaceId, ref.conversationId);
    if (limit !== undefined) return (await this.inbox.query({ pk, from, to, limit })).items;
    const items: Item[] = [];
    for await (const item of this.inbox.all({ pk, from, to })) items.push(item);
    return items;
  }
}

/** Where a file's row stands. */
export function fileKeyOf(
  { workspaceId, conversationId }: ConversationRef,
  { entryId, index }: ExpiringFile,
): Key {
  return inboxKeys.file(workspaceId, conversationId, entryId, index);
}
