import type { LedgerRecord, LedgerRecords } from '../ports/privacy-records.ts';
import { ledgerKeys, type RecordKind } from './keys.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/**
 * Records of one kind in the Ledger table, in the order of time; a workspace's stand together. Fields are named as in the record:
 *   consent         {workspace, id, at, by, who, what, state, how}
 *   disclosure      {workspace, id, at, by, legalBasis, authority, scope, categories}
 *   support access  {workspace, id, at, by, until, reason}
 */
export class DynamoLedgerRecords<R extends LedgerRecord> implements LedgerRecords<R> {
  readonly #table: Table;
  readonly #kind: RecordKind;

  constructor(table: Table, kind: RecordKind) {
    this.#table = table;
    this.#kind = kind;
  }

  async add(record: R): Promise<void> {
    const { workspaceId, ...fields } = record;
    const key = ledgerKeys.record(workspaceId, this.#kind, new Date(record.at).toISOString(), record.id);
    await this.#table.put({ ...key, workspace: workspaceId, ...fields }, ABSENT);
  }

  async list(workspaceId: string, { limit, cursor }: { readonly limit: number; readonly cursor?: string }) {
    const pk = ledgerKeys.records(workspaceId, this.#kind);
    const to = cursor === undefined ? {} : { to: cursor };
    const page = { pk, newestFirst: true, consistent: true, limit: limit + 1, ...to };
    const items: Item[] = [];
    for await (const item of this.#table.all(page)) if (items.push(item) > limit) break;
    const records = items.slice(0, limit).map((item) => recordOf<R>(item));
    return { records, nextCursor: (items[limit]?.sk as string | undefined) ?? null };
  }
}

/** As it was written: nobody but `add` writes here. */
function recordOf<R extends LedgerRecord>({ pk: _pk, sk: _sk, workspace, ...fields }: Item): R {
  return { workspaceId: workspace, ...fields } as unknown as R;
}
