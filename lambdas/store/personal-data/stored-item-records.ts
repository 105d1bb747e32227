import type { Sealed } from '../../domain/conversation.ts';
import {
  attributeSpec,
  exportName,
  hasParts,
  isExported,
  type TableName,
} from '../../domain/data-inventory.ts';
import type { Json } from '../../domain/platform.ts';
import type { StoredRecord, StoredRecords } from '../../ports/exports.ts';
import type { HeldRecord } from '../../ports/personal-data.ts';
import { itemKindOf } from '../item-kinds.ts';
import { attributeToJson } from '../readable-values.ts';
import type { Item, Table } from '../table.ts';
import { placeToKey } from '../table-sweep.ts';

/** Of a group's head only the preview is the person's who wrote last. */
const PREVIEW_ONLY = 'head preview';

/** Reads items of the tables attribute by attribute, as the data inventory says which may be shown, and by what name. */
export class StoredItemRecords implements StoredRecords {
  readonly #tables: Readonly<Partial<Record<TableName, Table>>>;

  constructor(tables: Readonly<Partial<Record<TableName, Table>>>) {
    this.#tables = tables;
  }

  async read({ store, item: named, place }: HeldRecord): Promise<StoredRecord | null> {
    const table = store as TableName;
    const item = await this.#tables[table]?.get(placeToKey(place), { consistent: true });
    if (!item) return null;
    const kind = itemKindOf(table, item.pk, item.sk);
    if (kind === null || !isExported(table, kind)) return null;
    const parts = valuesOf(table, kind, named === PREVIEW_ONLY ? { pv: item.pv } : item, item.s);
    return { store, kind: named === PREVIEW_ONLY ? named : kind, ...idsOf(item), ...parts };
  }
}

type Values = Pick<StoredRecord, 'plain' | 'sealed'>;

/** @param own whose key seals what names nobody */
function valuesOf(table: TableName, kind: string, item: Item, own: string, above = ''): Values {
  const plain: Record<string, Json> = {};
  const sealed: Record<string, Sealed> = {};
  for (const [name, value] of Object.entries(item)) {
    const path = above + name;
    if (value === undefined || path === 'pk' || path === 'sk') continue;
    if (hasParts(table, kind, path) && isMap(value)) {
      const parts = valuesOf(table, kind, value, own, `${path}.`);
      Object.assign(plain, parts.plain);
      Object.assign(sealed, parts.sealed);
      continue;
    }
    const as = exportName(table, kind, path);
    if (as === null) continue;
    if (attributeSpec(table, kind, path)?.sealed === 'subject_key')
      sealed[as] = { subjectId: item.b ?? item.by ?? own, bytes: value };
    else plain[as] = attributeToJson(kind, as, value);
  }
  return { plain, sealed };
}

function isMap(value: unknown): value is Item {
  return Object.getPrototypeOf(value ?? 0) === Object.prototype;
}

/** `W#{workspace}#C#{conversation}` and `E#{entry}`; look-ups keep their id in the partition key. */
function idsOf({ pk, sk }: Item): Pick<StoredRecord, 'workspaceId' | 'conversationId' | 'id'> {
  const parts = String(pk).split('#');
  const conversationId = parts[2] === 'C' ? (parts[3] ?? null) : null;
  const at = String(sk).indexOf('#');
  const id = at < 0 ? (parts.at(-1) ?? '') : String(sk).slice(at + 1);
  return { workspaceId: parts[1] ?? '', conversationId, id };
}
