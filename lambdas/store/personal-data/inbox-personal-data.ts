import { type DataScope, isKept } from '../../domain/data-scope.ts';
import type { HeldPage, HeldRecord, PersonalData } from '../../ports/personal-data.ts';
import { CONVERSATION, inboxKeys, type Key } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import { keyToPlace, placeToKey, type TableSweep } from '../table-sweep.ts';
import { groupPage } from './group-entries.ts';
import { inboxItemKind } from './inbox-item-kind.ts';

type Customer = Extract<DataScope, { kind: 'customer' }>;

/**
 * What the Inbox table holds of somebody. A customer's conversations are found by their ids, what they wrote in groups by going through the
 * workspace's groups; all that came by a connection, and a workspace, by going through the table: rare, and on the eraser's own time.
 */
export class InboxPersonalData implements PersonalData {
  readonly store = 'Inbox';
  readonly #table: Table;
  readonly #sweep: TableSweep;

  constructor(table: Table, sweep: TableSweep) {
    this.#table = table;
    this.#sweep = sweep;
  }

  find(scope: DataScope, cursor: string | null, limit: number): Promise<HeldPage> {
    if (scope.kind === 'customer') return this.#ofCustomer(scope, cursor, limit);
    if (scope.kind === 'member') return this.#ofMember(scope.workspaceId, scope.userId);
    return this.#byScan(scope, cursor, limit);
  }

  /** Heads and look-ups last: as long as they stand, everything else is found by them. */
  async destroy(scope: DataScope, records: readonly HeldRecord[]): Promise<void> {
    const isLead = ({ item }: HeldRecord) => item === 'head' || item === 'customer';
    await this.#sweep.delete(keysOf(records.filter((record) => !isLead(record) && !isPart(record))));
    for (const record of records.filter(isPart)) await this.#takeOut(scope, placeToKey(record.place));
    await this.#sweep.delete(keysOf(records.filter(isLead)));
  }

  /** Each source in turn: conversations, then groups, then the look-ups that lead to them. */
  async #ofCustomer(scope: Customer, cursor: string | null, limit: number): Promise<HeldPage> {
    const { workspaceId, conversationIds, subjectIds } = scope;
    const [source, at] = cursor === null ? [0, null] : (JSON.parse(cursor) as [number, string | null]);
    const next = (done: string | null) => JSON.stringify(done === null ? [source + 1, null] : [source, done]);
    const conversationId = conversationIds[source];
    if (conversationId !== undefined && isKept(scope, conversationId))
      return { records: [], cursor: next(null) };
    if (conversationId !== undefined) {
      const page = await this.#partition(inboxKeys.conversation(workspaceId, conversationId), at, limit);
      return { records: page.items.flatMap(recordsOf), cursor: next(page.cursor) };
    }
    if (source === conversationIds.length) {
      const page = await groupPage(this.#table, scope, at);
      return {
        records: page.items.flatMap((item) => recordsInGroup(item, scope)),
        cursor: next(page.cursor),
      };
    }
    const subjectId = subjectIds[source - conversationIds.length - 1];
    if (subjectId === undefined) return { records: [], cursor: null };
    const page = await this.#partition(inboxKeys.conversationsOf(workspaceId, subjectId), at, limit);
    const gone = page.items.filter((item) => !isKept(scope, conversationOf(item)));
    return { records: gone.flatMap(recordsOf), cursor: next(page.cursor) };
  }

  async #partition(pk: string, after: string | null, limit: number) {
    // Directly behind the last one: no sort key lies between it and the same with a NUL.
    const from = after === null ? {} : { from: `${after}\u0000` };
    const { items, more } = await this.#table.query({ pk, ...from, limit, consistent: true });
    const last = items.at(-1)?.sk as string | undefined;
    return { items, cursor: more && last !== undefined ? last : null };
  }

  async #ofMember(workspaceId: string, userId: string): Promise<HeldPage> {
    const keys = [inboxKeys.member(workspaceId, userId), inboxKeys.membership(userId)];
    const found = await Promise.all(keys.map((key) => this.#table.get(key, { consistent: true })));
    const items = [...found.filter((item) => item !== null), ...(await this.#viewsOf(workspaceId, userId))];
    return { records: items.flatMap(recordsOf), cursor: null };
  }

  /** Shared ones, too: they are sealed with the member's key. */
  async #viewsOf(workspaceId: string, userId: string): Promise<Item[]> {
    const views: Item[] = [];
    for await (const item of this.#table.all({ pk: inboxKeys.views(workspaceId), consistent: true }))
      if (item.o === userId) views.push(item);
    return views;
  }

  /** Whole conversations as soon as their head is met, so that none is left without what leads to it. */
  async #byScan(
    scope: Exclude<DataScope, Customer>,
    cursor: string | null,
    limit: number,
  ): Promise<HeldPage> {
    const page = await this.#sweep.scan(cursor, limit);
    const records: HeldRecord[] = [];
    for (const item of page.items) {
      if (isKept(scope, conversationOf(item))) continue;
      if (scope.kind === 'workspace') records.push(...ofWorkspace(item, scope.workspaceId));
      else if (scope.kind === 'connection' && isHeadOf(item, scope))
        records.push(...(await this.#whole(item)));
    }
    return { records, cursor: page.cursor };
  }

  async #whole(head: Item): Promise<HeldRecord[]> {
    const records: HeldRecord[] = [];
    for await (const item of this.#table.all({ pk: head.pk, consistent: true }))
      records.push(...recordsOf(item));
    const [, workspaceId = '', , conversationId = ''] = String(head.pk).split('#');
    const lookup = await this.#table.get(inboxKeys.customer(workspaceId, head.s, conversationId), {
      consistent: true,
    });
    return lookup ? [...records, ...recordsOf(lookup)] : records;
  }

  /** What somebody else's record holds of the person: a group's preview. */
  async #takeOut(scope: DataScope, key: Key): Promise<void> {
    const item = await this.#table.get(key, { consistent: true });
    if (!item || scope.kind !== 'customer' || !showsSubject(item, scope)) return;
    const { pv: _preview, ...rest } = item;
    await this.#table.put(
      { ...rest, r: item.r + 1 },
      { expression: '#r = :r', names: { '#r': 'r' }, values: { ':r': item.r } },
    );
  }
}

function keysOf(records: readonly HeldRecord[]): Key[] {
  return records.map(({ place }) => placeToKey(place));
}

function recordsOf(item: Item): HeldRecord[] {
  const own: HeldRecord = { store: 'Inbox', item: inboxItemKind(item), place: keyToPlace(item as Key) };
  if (own.item !== 'file') return [own];
  const [, workspaceId = ''] = String(item.pk).split('#');
  return [
    own,
    { store: 'Inbox', item: 'attachment', place: keyToPlace(inboxKeys.attachment(workspaceId, item.id)) },
  ];
}

/** The conversation that an item belongs to; empty = none. */
function conversationOf(item: Item): string {
  const [, , kind, id = ''] = String(item.pk).split('#');
  if (kind === 'C') return id;
  if (kind === 'P') return String(item.sk).slice(CONVERSATION.length);
  return kind === 'F' ? (item.c ?? '') : '';
}

const PREVIEW = 'head preview';

function isPart({ item }: HeldRecord): boolean {
  return item === PREVIEW;
}

function recordsInGroup(item: Item, scope: Customer): HeldRecord[] {
  if (inboxItemKind(item) !== 'head') return recordsOf(item);
  return showsSubject(item, scope) ? [{ store: 'Inbox', item: PREVIEW, place: keyToPlace(item as Key) }] : [];
}

/** The seal of a preview names its subject where that is not the head's own. */
function showsSubject(head: Item, { subjectIds }: Customer): boolean {
  return head.pv !== undefined && subjectIds.includes(head.pv.b ?? head.s);
}

function isHeadOf(
  item: Item,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): boolean {
  return (
    inboxItemKind(item) === 'head' &&
    String(item.pk).startsWith(`W#${workspaceId}#`) &&
    item.c === connectionId
  );
}

function ofWorkspace(item: Item, workspaceId: string): HeldRecord[] {
  const pk = String(item.pk);
  const own = pk === `W#${workspaceId}` || pk.startsWith(`W#${workspaceId}#`);
  // Who belongs to which workspace is kept by user.
  const joins = inboxItemKind(item) === 'membership' && item.workspace === workspaceId;
  return own || joins ? recordsOf(item) : [];
}
