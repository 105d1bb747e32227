import { CONVERSATION_STATUSES } from '../../domain/conversation.ts';
import { type DataScope, isKept } from '../../domain/data-scope.ts';
import { BY_ACTIVITY, ENTRY, inboxKeys, MARK } from '../keys.ts';
import type { Item, Table } from '../table.ts';

type Customer = Extract<DataScope, { kind: 'customer' }>;

/** Heads looked at in one go. */
const HEADS = 50;

/**
 * What a person wrote in conversations that are not theirs: groups, rooms, comments. Goes through the workspace's list of conversations; each
 * page gives the entries, marks and files of a few of them, and the head of each that may show the person.
 */
export async function groupPage(
  table: Table,
  scope: Customer,
  cursor: string | null,
): Promise<{ items: Item[]; cursor: string | null }> {
  const [status, after] = cursor === null ? [0, null] : (JSON.parse(cursor) as [number, string | null]);
  const name = CONVERSATION_STATUSES[status];
  if (name === undefined) return { items: [], cursor: null };
  const from = after === null ? {} : { from: `${after}\u0000` };
  const pk = inboxKeys.list(scope.workspaceId, name);
  const { items: heads, more } = await table.query({ pk, index: BY_ACTIVITY, ...from, limit: HEADS });
  const items: Item[] = [];
  for (const head of heads) if (isShared(head, scope)) items.push(...(await ofPerson(table, head, scope)));
  const last = heads.at(-1)?.[BY_ACTIVITY.sort];
  return { items, cursor: JSON.stringify(more && last ? [status, last] : [status + 1, null]) };
}

function isShared(head: Item, scope: Customer): boolean {
  const [, , , conversationId = ''] = String(head.pk).split('#');
  const isTheirs = scope.subjectIds.includes(head.s) || scope.conversationIds.includes(conversationId);
  return head.t !== 'direct' && !isTheirs && !isKept(scope, conversationId);
}

/** The files of an entry stand under its id. */
async function ofPerson(table: Table, head: Item, { subjectIds }: Customer): Promise<Item[]> {
  const found: Item[] = [head];
  const entries = new Set<string>();
  for await (const item of table.all({ pk: head.pk, consistent: true })) {
    const sk = String(item.sk);
    const isTheirs = subjectIds.includes(item.b);
    if (isTheirs && sk.startsWith(ENTRY)) entries.add(sk.slice(ENTRY.length));
    if (isTheirs && (sk.startsWith(ENTRY) || sk.startsWith(MARK))) found.push(item);
    // `F#` sorts behind `E#`: the entries are known by now.
    if (sk.startsWith('F#') && entries.has(sk.split('#')[1] ?? '')) found.push(item);
  }
  return found;
}
