import { isExported, MEDIA, TABLES, type TableName } from '../../domain/data-inventory.ts';
import type { DataScope } from '../../domain/data-scope.ts';
import type { HeldRecord, PersonalData } from '../../ports/personal-data.ts';
import { PAGE } from '../erasing/erasing-deps.ts';

/** How far somebody is in going through stores; null = the end was reached. */
export type Position = { readonly store: number; readonly cursor: string | null } | null;

export const START: NonNullable<Position> = { store: 0, cursor: null };

/** The next page of what the stores hold of a scope, as far as an export shows it, and where the page behind it begins. */
export async function nextPage(
  stores: readonly PersonalData[],
  scope: DataScope,
  at: NonNullable<Position>,
): Promise<{ readonly records: readonly HeldRecord[]; readonly next: Position }> {
  const data = stores[at.store];
  if (!data) return { records: [], next: null };
  const { records, cursor } = await data.find(scope, at.cursor, PAGE);
  const next = cursor === null ? { store: at.store + 1, cursor: null } : { store: at.store, cursor };
  return { records: records.filter(isShown), next: next.store < stores.length ? next : null };
}

/** Whether the data inventory shows a record to whoever asks what is held of them. */
export function isShown({ store, item }: HeldRecord): boolean {
  if (store === 'Media') return 'as' in (MEDIA[item as keyof typeof MEDIA]?.export ?? {});
  // Parts of an item are named by it: `head preview`.
  const kind = item === 'head preview' ? 'head' : item;
  return store in TABLES && isExported(store as TableName, kind);
}
