import {
  type ConversationIdentity,
  type CustomerName,
  type Head,
  listedAt,
  type Sealed,
  type Since,
} from '../domain/conversation.ts';
import { tokenOfEntry } from '../domain/ids.ts';
import type { Millis } from '../domain/platform.ts';
import type {
  ConversationRef,
  Mark,
  Outbox,
  Receipts,
  StoredAlias,
  StoredEntry,
  StoredMessage,
} from '../domain/stored.ts';
import { dueToItem } from './connection-items.ts';
import { BY_ACTIVITY, ENTRY, inboxKeys, MARK, UNLISTED } from './keys.ts';
import { type Item, REVISION } from './table.ts';

/**
 * How domain values lie in the Inbox table. Names of attributes are one to three letters: they are paid for with every write, a write unit
 * is 1 KB, and a head lies in the index a second time. This file is the only one that knows them.
 */
export function headToItem(head: Head, rev: number): Item {
  const at = listedAt(head);
  const seal = (sealed: Sealed | undefined) => sealed && sealedToItem(sealed, head.subjectId);
  return {
    ...inboxKeys.head(head.workspaceId, head.conversationId),
    [REVISION]: rev,
    ...listKeys(head, at),
    c: head.connectionId,
    p: head.platform,
    su: head.surface,
    a: head.accountId,
    t: head.threadKind,
    s: head.subjectId,
    st: head.status,
    v: head.version,
    as: head.assigneeId ?? undefined,
    lb: head.labels.length > 0 ? [...head.labels] : undefined,
    sn: head.snoozedUntil,
    du: head.decidedUpTo,
    l: head.lastEntryId,
    aa: head.activityAt,
    qa: head.quietAt,
    pv: seal(head.preview),
    id: seal(head.ids),
    nm: head.name && { ...seal(head.name.value), at: head.name.at, co: head.name.corrected },
    ru: head.readUpTo,
    ca: head.customerActAt,
    rt: head.replyTokenUntil,
    re: sinceToItem(head.reachable),
    sb: sinceToItem(head.standby),
    m: head.marked.size > 0 ? new Set(head.marked) : undefined,
    an: head.answers && [...head.answers.latest],
    ae: head.answers?.earlier || undefined,
    rb: head.restrictedBy,
    er: head.erasedAt,
  };
}

/** What nobody lists yet stands apart: the retention sweep has to find it, too. */
function listKeys(head: Head, at: number | undefined): Item {
  return {
    [BY_ACTIVITY.partition]: inboxKeys.list(head.workspaceId, at === undefined ? UNLISTED : head.status),
    [BY_ACTIVITY.sort]: inboxKeys.listPosition(at ?? 0, head.conversationId),
  };
}

export function itemToHead(item: Item): Head {
  const [, workspaceId = '', , conversationId = ''] = String(item.pk).split('#');
  const open = (sealed: Item | undefined) => sealed && itemToSealed(sealed, item.s);
  const head = {
    workspaceId,
    conversationId,
    rev: item[REVISION],
    connectionId: item.c,
    platform: item.p,
    surface: item.su,
    accountId: item.a,
    threadKind: item.t,
    subjectId: item.s,
    status: item.st,
    version: item.v,
    assigneeId: item.as ?? null,
    labels: item.lb ?? [],
    snoozedUntil: item.sn,
    decidedUpTo: item.du,
    lastEntryId: item.l,
    activityAt: item.aa,
    quietAt: item.qa,
    preview: open(item.pv),
    ids: open(item.id),
    name: item.nm && itemToName(item.nm, item.s),
    readUpTo: item.ru,
    customerActAt: item.ca,
    replyTokenUntil: item.rt,
    reachable: itemToSince(item.re),
    standby: itemToSince(item.sb),
    marked: new Set<string>(item.m ?? []),
    answers: item.an && { latest: item.an, earlier: item.ae ?? '' },
    restrictedBy: item.rb,
    erasedAt: item.er,
  };
  return withoutUndefined(head) as Head;
}

function itemToName(item: Item, own: string): CustomerName {
  return { value: itemToSealed(item, own), at: item.at, ...(item.co ? { corrected: true } : {}) };
}

/** Leads from a customer to a conversation with them; the key says it all. */
export function customerToItem({ workspaceId, subjectId, conversationId }: ConversationIdentity): Item {
  return inboxKeys.customer(workspaceId, subjectId, conversationId);
}

export function entryToItem(ref: ConversationRef, entry: StoredEntry | StoredAlias, rev: number): Item {
  const key = { ...inboxKeys.entry(ref.workspaceId, ref.conversationId, entry.entryId), [REVISION]: rev };
  if (entry.type === 'alias') return { ...key, t: 'a', to: entry.target };
  const common = { ...key, ...sealedToItem(entry.sealed), at: entry.receivedAt };
  if (entry.type === 'note') return { ...common, t: 'n', au: entry.authorId };
  if (entry.type === 'event') return { ...common, t: 'e', e: entry.event, ac: entry.action || undefined };
  const message = {
    ...common,
    t: 'm',
    d: entry.direction === 'inbound' ? 'i' : 'o',
    k: entry.kind,
    st: entry.state,
  };
  if (!entry.outbox) return message;
  return { ...message, ob: outboxToItem(entry.outbox), ...due(ref, entry.state, entry.outbox) };
}

/** The sweeper comes by this much later than a message may be sent. */
const DUE_AFTER_MS: Millis = 60_000;

/**
 * Only a message that something went wrong with is due for the sweeper: the index costs a write each time, and a job that nobody ends comes
 * again by itself. Among what is due, a conversation stands by its own id, whoever writes the message. One that is claimed keeps its place
 * there: moving it would cost two writes.
 */
function due(
  { workspaceId, conversationId }: ConversationRef,
  state: StoredMessage['state'],
  { notBefore, watched }: Outbox,
): Item {
  const waits = state === 'queued' || state === 'sending';
  return dueToItem(waits && watched ? notBefore + DUE_AFTER_MS : null, workspaceId, conversationId);
}

function outboxToItem(outbox: Outbox): Item {
  const { key, tries, notBefore, leaseUntil, once, spent, doubtful, watched, by, failure } = outbox;
  const trouble = { d: doubtful, w: watched, f: failure };
  return { k: key, n: tries, nb: notBefore, l: leaseUntil, o: once, sp: spent, ...trouble, by };
}

function itemToOutbox(item: Item): Outbox {
  const outbox = {
    key: item.k,
    tries: item.n,
    notBefore: item.nb,
    leaseUntil: item.l,
    once: item.o,
    spent: item.sp,
    doubtful: item.d,
    watched: item.w,
    by: item.by,
    failure: item.f,
  };
  return withoutUndefined(outbox) as unknown as Outbox;
}

export function itemToEntry(item: Item): StoredEntry | StoredAlias {
  const common = { entryId: String(item.sk).slice(ENTRY.length), rev: item[REVISION] };
  if (item.t === 'a') return { ...common, type: 'alias', target: item.to };
  const rest = { ...common, receivedAt: item.at, sealed: itemToSealed(item) };
  if (item.t === 'n') return { ...rest, type: 'note', authorId: item.au };
  if (item.t === 'e') return { ...rest, type: 'event', event: item.e, action: item.ac === true };
  const direction = item.d === 'i' ? 'inbound' : 'outbound';
  const outbox = item.ob ? { outbox: itemToOutbox(item.ob) } : {};
  return { ...rest, type: 'message', direction, kind: item.k, state: item.st, ...outbox };
}

export function markToItem(ref: ConversationRef, mark: Mark, rev: number): Item {
  const key = inboxKeys.mark(ref.workspaceId, ref.conversationId, mark.token);
  return { ...key, [REVISION]: rev, ...sealedToItem(mark.sealed), at: mark.receivedAt };
}

export function itemToMark(item: Item): Mark {
  return {
    token: String(item.sk).slice(MARK.length),
    rev: item[REVISION],
    receivedAt: item.at,
    sealed: itemToSealed(item),
  };
}

export function receiptsToItem(ref: ConversationRef, receipts: Receipts, rev: number): Item {
  const { deliveredUpTo, readUpTo } = receipts;
  return {
    ...inboxKeys.receipts(ref.workspaceId, ref.conversationId),
    [REVISION]: rev,
    du: deliveredUpTo,
    ru: readUpTo,
  };
}

export function itemToReceipts(item: Item): Receipts {
  return withoutUndefined({ rev: item[REVISION], deliveredUpTo: item.du, readUpTo: item.ru }) as Receipts;
}

/** Whether an item is the message or event with that token; aliases are not. */
export function hasToken(item: Item, token: string): boolean {
  return item.t !== 'a' && tokenOfEntry(String(item.sk).slice(ENTRY.length)) === token;
}

/** The subject is left out where it is the record's own. */
function sealedToItem(sealed: Sealed, own?: string): Item {
  return { b: sealed.subjectId === own ? undefined : sealed.subjectId, x: sealed.bytes };
}

function itemToSealed(item: Item, own?: string): Sealed {
  return { subjectId: item.b ?? own, bytes: item.x };
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
