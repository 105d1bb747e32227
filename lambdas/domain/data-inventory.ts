import { CONNECTIONS } from './data-inventory/connections.ts';
import { INBOX } from './data-inventory/inbox.ts';
import { LEDGER } from './data-inventory/ledger.ts';
import { MEDIA } from './data-inventory/media.ts';
import { STORES } from './data-inventory/stores.ts';
import { SUBJECT_KEYS } from './data-inventory/subject-keys.ts';
import type { AttributeSpec, Erasure, ItemSpec, SubjectKind } from './data-inventory/vocabulary.ts';
import type { DataScope } from './data-scope.ts';

/**
 * The data inventory: everything that KaoJai stores, attribute by attribute, with what it is, whose it is, what for, how long, and how it goes.
 * Export, erasure and proof go by it; synthesis fails for a store without an entry, tests for an attribute without one.
 * How to read it and how to add to it: docs/privacy/inventory.md; as a table: `npm run inventory`.
 */
export { type Category, FINDERS } from './data-inventory/vocabulary.ts';
export { MEDIA, STORES };

/** A store, by the name under which certificates count. */
export type StoreName = keyof typeof STORES;

/** Items of the tables, by table and kind. */
export const TABLES = {
  Inbox: INBOX,
  Connections: CONNECTIONS,
  SubjectKeys: SUBJECT_KEYS,
  Ledger: LEDGER,
} as const satisfies Readonly<Record<string, Readonly<Record<string, ItemSpec>>>>;

export type TableName = keyof typeof TABLES;
/** A kind of item in a table. */
export type ItemKind<T extends TableName = TableName> = T extends TableName
  ? keyof (typeof TABLES)[T] & string
  : never;
/** A folder of the media bucket. */
export type FolderName = keyof typeof MEDIA;

/** Parts of every key. */
const KEYS: readonly string[] = ['pk', 'sk'];

/** Null: there is no such kind. */
export function itemSpec(table: TableName, kind: string): ItemSpec | null {
  return (TABLES[table] as Readonly<Record<string, ItemSpec>>)[kind] ?? null;
}

/** The entry of a stored attribute, by its path in the item (`nm.x`); null: there is none, and nothing may be stored there. */
export function attributeSpec(table: TableName, kind: string, path: string): AttributeSpec | null {
  const spec = itemSpec(table, kind);
  if (spec === null) return null;
  if (KEYS.includes(path)) return spec.key;
  const own = Object.hasOwn(spec.attributes, path) ? spec.attributes[path] : undefined;
  return own ?? Object.entries(spec.attributes).find(([pattern]) => covers(pattern, path))?.[1] ?? null;
}

/** Whether an entry's pattern covers a path: `*` stands for a name, and for all that is below it where it is the last. */
function covers(pattern: string, path: string): boolean {
  if (!pattern.includes('*')) return false;
  const names = pattern.split('.');
  const steps = path.split('.');
  if (steps.length < names.length || (steps.length > names.length && names.at(-1) !== '*')) return false;
  return names.every((name, i) => matches(name, steps[i] ?? ''));
}

function matches(name: string, step: string): boolean {
  return name.endsWith('*') ? step.startsWith(name.slice(0, -1)) : step === name;
}

/** Whether attributes lie below that path, so that a map is gone into. */
export function hasParts(table: TableName, kind: string, path: string): boolean {
  const patterns = Object.keys(itemSpec(table, kind)?.attributes ?? {});
  const depth = path.split('.').length;
  return patterns.some((pattern) => {
    const names = pattern.split('.');
    return names.length > depth && path.split('.').every((step, i) => matches(names[i] ?? '', step));
  });
}

/** The name of an attribute in an export; null: it is in none. */
export function exportName(table: TableName, kind: string, path: string): string | null {
  const spec = attributeSpec(table, kind, path);
  return spec && 'as' in spec.export ? spec.export.as : null;
}

/** Whether an export shows anything of such items. */
export function isExported(table: TableName, kind: string): boolean {
  const spec = itemSpec(table, kind);
  return spec !== null && [spec.key, ...Object.values(spec.attributes)].some(({ export: as }) => 'as' in as);
}

/** How an attribute goes when it has to. Null: nothing may be stored there. */
export function erasedWith(table: TableName, kind: string, path: string): Erasure | null {
  const spec = attributeSpec(table, kind, path);
  return spec && (spec.erased ?? itemSpec(table, kind)?.erased ?? null);
}

/** Whose data an attribute is. Null: nothing may be stored there. */
export function subjectOf(table: TableName, kind: string, path: string): SubjectKind | null {
  const spec = attributeSpec(table, kind, path);
  return spec && (spec.subject ?? itemSpec(table, kind)?.subject ?? null);
}

/** The kinds of items of a table that hold something of such a scope, with how each is found. */
export function kindsOf(table: TableName, scope: DataScope['kind']) {
  return Object.entries(TABLES[table] as Readonly<Record<string, ItemSpec>>).flatMap(
    ([kind, { found, erased }]) => {
      const finder = found[scope];
      return finder === undefined ? [] : [{ kind, finder, erased }];
    },
  );
}
