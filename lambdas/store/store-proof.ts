import type { AwsCaller } from '../aws/aws-call.ts';
import { listObjects } from '../aws/s3-listing.ts';
import type { StoreName } from '../domain/data-inventory.ts';
import type { ErasureProof, ProofPage, Traces } from '../ports/erasure-proof.ts';
import type { Key } from './keys.ts';
import type { Item } from './table.ts';
import { keyToPlace, type TableSweep } from './table-sweep.ts';

/** Rows or keys of one page. */
const PAGE = 500;

/** The tables to go through, by their names in the data inventory. */
export type ProofTables = Readonly<Record<'Inbox' | 'Connections' | 'SubjectKeys' | 'Ledger', TableSweep>>;

/** Goes through all tables row by row, and through all keys of the bucket. */
export class StoreProof implements ErasureProof {
  readonly stores: readonly StoreName[] = ['Inbox', 'Connections', 'SubjectKeys', 'Ledger', 'Media'];
  readonly #tables: ProofTables;
  readonly #aws: AwsCaller;
  readonly #bucket: string;

  constructor(tables: ProofTables, aws: AwsCaller, bucket: string) {
    this.#tables = tables;
    this.#aws = aws;
    this.#bucket = bucket;
  }

  async look(store: StoreName, traces: Traces, cursor: string | null): Promise<ProofPage> {
    if (store === 'Media') return this.#lookAtKeys(traces, cursor);
    const { items, cursor: next } = await this.#tables[store as keyof ProofTables].scan(cursor, PAGE);
    const found = items.filter((item) => isTrace(store, item, traces));
    return {
      scanned: items.length,
      found: found.map((item) => ({ store, item: 'found', place: keyToPlace(item as Key) })),
      cursor: next,
    };
  }

  async #lookAtKeys({ ids, canaries }: Traces, cursor: string | null): Promise<ProofPage> {
    const { objects, next } = await listObjects(this.#aws, this.#bucket, '', cursor, PAGE);
    const found = objects.filter(({ key }) => [...ids, ...canaries].some((trace) => key.includes(trace)));
    return {
      scanned: objects.length,
      found: found.map(({ key, size }) => ({ store: 'Media', item: 'found', place: key, size })),
      cursor: next,
    };
  }
}

/**
 * The Ledger keeps by whose request what was done to whom, by ids: it is the proof itself. A subject that was erased leaves a mark without a
 * salt, by which late deliveries are refused. Words of a person are allowed nowhere.
 */
function isTrace(store: StoreName, item: Item, { ids, canaries }: Traces): boolean {
  if (holds(item, canaries)) return true;
  if (store === 'Ledger') return false;
  if (store === 'SubjectKeys' && item.salt === undefined && item.wrapped === undefined) return false;
  return holds(item, ids);
}

/** Whether any string or bytes in a value hold one of the words. */
function holds(value: unknown, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  if (typeof value === 'string') return words.some((word) => value.includes(word));
  if (value instanceof Uint8Array) return words.some((word) => Buffer.from(value).includes(word));
  if (value instanceof Set || Array.isArray(value)) return [...value].some((one) => holds(one, words));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).some(([name, one]) => holds(name, words) || holds(one, words));
  return false;
}
