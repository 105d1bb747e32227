import { type Head, listedAt, type Sealed, type Since } from '../domain/conversation.ts';
import { tokenOfEntry } from '../domain/ids.ts';
import type { ConversationRef, Mark, Receipts, StoredAlias, StoredEntry } from '../domain/stored.ts';
import { ENTRY, inboxKeys, MARK } from './keys.ts';
import type { Item } from './table.ts';

/**
 * How domain values lie in the Inbox table. Attribute names are short where every message carries them: a write unit is 1 KB, and
 * a head lies in the index a second time.
 */
export function headToItem(head: Head, rev: number): Item {
  const at = listedAt(head);
  return {
    ...inboxKeys.head(head.workspaceId, head.conversationId),
    rev,
    ...(at === undefined
      ? {}
      : {
          listPk: inboxKeys.list(head.workspaceId, head.status),
          listSk: inboxKeys.listPosition(at, head.conversationId),
        }),
    connection: head.connectionId,
    platform: head.platform,
    surface: head.surface,
    account: head.accountId,
    thread: head.threadKind,
    subject: head.subjectId,
    status: head.status,
    version: head.version,
    assignee: head.assigneeId ?? undefined,
    labels: head.labels.length > 0 ? [...head.labels] : undefined,
    snoozedUntil: head.snoozedUntil,
    last: head.lastEntryId,
    activityAt: head.activityAt,
    quietAt: head.quietAt,
    preview: head.preview && sealedToItem(head.preview),
    ids: head.ids && sealedToItem(head.ids),
    name: head.name && { ...sealedToItem(head.name.value), at: head.name.at },
    unread: head.unread.size > 0 ? new Set(head.unread) : undefined,
    readUpTo: head.readUpTo,
    customerActAt: head.customerActAt,
    replyTokenUntil: head.replyTokenUntil,
    reachable: sinceToItem(head.reachable),
    standby: sinceToItem(head.standby),
    marked: head.marked.size > 0 ? new Set(head.marked) : undefined,
  };
}

export function itemToHead(item: Item): Head {
  const [, workspaceId = '', , conversationId = ''] = String(item.pk).split('#');
  const head = {
    workspaceId,
    conversationId,
    rev: item.rev,
    connectionId: item.connection,
    platform: item.platform,
    surface: item.surface,
    accountId: item.account,
    threadKind: item.thread,
    subjectId: item.subject,
    status: item.status,
    version: item.version,
    assigneeId: item.assignee ?? null,
    labels: item.labels ?? [],
    snoozedUntil: item.snoozedUntil,
    lastEntryId: item.last,
    activityAt: item.activityAt,
    quietAt: item.quietAt,
    preview: item.preview && itemToSealed(item.preview),
    ids: item.ids && itemToSealed(item.ids),
    name: item.name && { value: itemToSealed(item.name), at: item.name.at },
    unread: new Set<string>(item.unread ?? []),
    readUpTo: item.readUpTo,
    customerActAt: item.customerActAt,
    replyTokenUntil: item.replyTokenUntil,
    reachable: itemToSince(item.reachable),
    standby: itemToSince(item.standby),
    marked: new Set<string>(item.marked ?? []),
  };
  return withoutUndefined(head) as Head;
}

export function entryToItem(ref: ConversationRef, entry: StoredEntry | StoredAlias, rev: number): Item {
  const key = inboxKeys.entry(ref.workspaceId, ref.conversationId, entry.entryId);
  if (entry.type === 'alias') return { ...key, rev, type: entry.type, target: entry.target };
  const common = { ...key, rev, type: entry.type, ...sealedToItem(entry.sealed), at: entry.receivedAt };
  if (entry.type === 'event') return { ...common, event: entry.event };
  return { ...common, direction: entry.direction, kind: entry.kind, state: entry.state };
}

export function itemToEntry(item: Item): StoredEntry | StoredAlias {
  const common = { entryId: String(item.sk).slice(ENTRY.length), rev: item.rev };
  if (item.type === 'alias') return { ...common, type: 'alias', target: item.target };
  const rest = { ...common, receivedAt: item.at, sealed: itemToSealed(item) };
  if (item.type === 'event') return { ...rest, type: 'event', event: item.event };
  return { ...rest, type: 'message', direction: item.direction, kind: item.kind, state: item.state };
}

export function markToItem(ref: ConversationRef, mark: Mark, rev: number): Item {
  const key = inboxKeys.mark(ref.workspaceId, ref.conversationId, mark.token);
  return { ...key, rev, ...sealedToItem(mark.sealed), at: mark.receivedAt };
}

export function itemToMark(item: Item): Mark {
  return {
    token: String(item.sk).slice(MARK.length),
    rev: item.rev,
    receivedAt: item.at,
    sealed: itemToSealed(item),
  };
}

export function receiptsToItem(ref: ConversationRef, receipts: Receipts, rev: number): Item {
  const { deliveredUpTo, readUpTo } = receipts;
  return { ...inboxKeys.receipts(ref.workspaceId, ref.conversationId), rev, deliveredUpTo, readUpTo };
}

export function itemToReceipts(item: Item): Receipts {
  return withoutUndefined({
    rev: item.rev,
    deliveredUpTo: item.deliveredUpTo,
    readUpTo: item.readUpTo,
  }) as Receipts;
}

/** Whether an item is the message or event with that token; aliases are not. */
export function hasToken(item: Item, token: string): boolean {
  return item.type !== 'alias' && tokenOfEntry(String(item.sk).slice(ENTRY.length)) === token;
}

function sealedToItem(sealed: Sealed): { by: string; sealed: Uint8Array } {
  return { by: sealed.subjectId, sealed: sealed.bytes };
}

function itemToSealed(item: Item): Sealed {
  return { subjectId: item.by, bytes: item.sealed };
}

/** A flag and its moment in one number: the flag in the lowest bit. */
function sinceToItem(since: Since<boolean> | undefined): number | undefined {
  return since && since.at * 2 + (since.value ? 1 : 0);
}

function itemToSince(value: number | undefined): Since<boolean> | undefined {
  return value === undefined ? undefined : { value: value % 2 === 1, at: Math.floor(value / 2) };
}

function withoutUndefined<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
}
