import type { FolderSpec } from '../../lambdas/domain/data-inventory/media.ts';
import { RETENTION_RULES } from '../../lambdas/domain/data-inventory/retention-rules.ts';
import type { StoreSpec } from '../../lambdas/domain/data-inventory/stores.ts';
import {
  type Erasure,
  type Exporting,
  FINDERS,
  type Found,
} from '../../lambdas/domain/data-inventory/vocabulary.ts';
import {
  attributeSpec,
  erasedWith,
  itemSpec,
  MEDIA,
  STORES,
  subjectOf,
  TABLES,
  type TableName,
} from '../../lambdas/domain/data-inventory.ts';
import { KEY_SHAPES } from '../../lambdas/store/item-kinds.ts';
import type { Key } from '../../lambdas/store/keys.ts';

/** What the inventory says of anything that keeps data. */
export interface Entry {
  readonly name: string;
  readonly what: string;
  readonly purposes: readonly string[];
  readonly retention: string;
  readonly erased: string;
  readonly found: Readonly<Record<string, string>>;
}

export interface AttributeEntry {
  readonly path: string;
  readonly says: string;
  readonly category: string;
  readonly subject: string | null;
  readonly sealed: string;
  readonly exported: string;
  readonly erased: string;
}

export interface ItemEntry extends Entry {
  readonly table: TableName;
  readonly key: Key | undefined;
  readonly attributes: readonly AttributeEntry[];
}

/** The whole inventory, with every default spelled out. */
export function inventoryAsJson() {
  return {
    stores: Object.entries(STORES as Readonly<Record<string, StoreSpec>>).map(([name, spec]) => ({
      ...entryOf(name, spec),
      place: spec.place ?? null,
      part: spec.part ?? null,
      categories: spec.categories,
      exported: exportedAs(spec.export),
    })),
    items: (Object.keys(TABLES) as TableName[]).flatMap(itemsOf),
    folders: Object.entries(MEDIA as Readonly<Record<string, FolderSpec>>).map(([name, spec]) => ({
      ...entryOf(name, spec),
      category: spec.category,
      subject: spec.subject,
      sealed: spec.sealed,
      expiresAfterDays: spec.expiresAfterDays,
      exported: exportedAs(spec.export),
    })),
  };
}

function itemsOf(table: TableName): ItemEntry[] {
  return Object.keys(TABLES[table]).flatMap((kind) => {
    const spec = itemSpec(table, kind);
    if (spec === null) return [];
    const paths = ['pk', 'sk', ...Object.keys(spec.attributes)];
    return [
      {
        ...entryOf(kind, spec),
        table,
        key: (KEY_SHAPES[table] as Readonly<Record<string, Key>>)[kind],
        attributes: paths.flatMap((path) => attributeOf(table, kind, path)),
      },
    ];
  });
}

function attributeOf(table: TableName, kind: string, path: string): AttributeEntry[] {
  const spec = attributeSpec(table, kind, path);
  const erased = erasedWith(table, kind, path);
  if (spec === null || erased === null) return [];
  return [
    {
      path,
      says: spec.says,
      category: spec.category,
      subject: subjectOf(table, kind, path),
      sealed: spec.sealed,
      exported: exportedAs(spec.export),
      erased: erasedBy(erased),
    },
  ];
}

function entryOf(
  name: string,
  spec: Pick<StoreSpec, 'what' | 'purposes' | 'retention' | 'erased' | 'found'>,
): Entry {
  return {
    name,
    what: spec.what,
    purposes: spec.purposes,
    retention: RETENTION_RULES[spec.retention],
    erased: erasedBy(spec.erased),
    found: foundBy(spec.found),
  };
}

function foundBy(found: Found): Record<string, string> {
  return Object.fromEntries(Object.entries(found).map(([scope, finder]) => [scope, FINDERS[finder]]));
}

function exportedAs(exporting: Exporting): string {
  return 'as' in exporting ? `as ${exporting.as}` : `not: ${exporting.not}`;
}

function erasedBy(erasure: Erasure): string {
  return erasure.with === 'kept' ? `kept: ${erasure.why}` : erasure.with;
}
