import type { StoreName } from '../domain/data-inventory.ts';
import type { DataScope } from '../domain/data-scope.ts';

/** A record that holds something of somebody. */
export interface HeldRecord {
  readonly store: StoreName;
  /** Kind of record, as the data inventory names it. */
  readonly item: string;
  /** Where it is; opaque to all but its store. */
  readonly place: string;
  /** Bytes, where the store can tell without reading it. */
  readonly size?: number;
}

/**
 * One store of the data inventory, as erasure and export see it. All operations can be repeated and raise `Unavailable` when the
 * store does not answer.
 */
export interface PersonalData {
  readonly store: StoreName;
  /** Records of a scope, a page at a time; `cursor` null = from the beginning, or the end was reached. */
  find(scope: DataScope, cursor: string | null, limit: number): Promise<HeldPage>;
  /** Destroys records; what is gone already is no error. */
  destroy(scope: DataScope, records: readonly HeldRecord[]): Promise<void>;
}

/** A page of records. */
export interface HeldPage {
  readonly records: readonly HeldRecord[];
  readonly cursor: string | null;
}
