import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeSpec, hasParts, TABLES, type TableName } from '../../lambdas/domain/data-inventory.ts';
import { itemKindOf } from '../../lambdas/store/item-kinds.ts';

type Row = Readonly<Record<string, AttributeValue>>;

/** What tests call the tables. */
const TABLE_OF: Readonly<Record<string, TableName>> = {
  ...Object.fromEntries(Object.keys(TABLES).map((name) => [name, name as TableName])),
  Keys: 'SubjectKeys',
};

/** Answers that were given before: an item is checked with each write. */
const known = new Map<string, boolean>();

/** What was refused since somebody asked last: whoever wrote it may have taken the error for an outage. */
const refused = new Set<string>();

/** Hands over what was refused, and forgets it. */
export function takeRefused(): readonly string[] {
  const sentences = [...refused];
  refused.clear();
  return sentences;
}

/** @throws Error naming table, kind and attribute, when the data inventory has no entry for something in the row */
export function refuseUnlisted(tableName: string, row: Row): void {
  const table = TABLE_OF[tableName];
  const sentences =
    table === undefined
      ? [`The data inventory has no table "${tableName}" (lambdas/domain/data-inventory).`]
      : unlistedIn(table, row);
  for (const sentence of sentences) refused.add(sentence);
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}

/** A sentence for everything in a row that the data inventory has no entry for. */
export function unlistedIn(table: TableName, row: Row): string[] {
  const kind = itemKindOf(table, row.pk?.S ?? '', row.sk?.S ?? '');
  if (kind === null)
    return [
      `The data inventory does not know the key ${row.pk?.S} ${row.sk?.S} of ${table} (lambdas/store/item-kinds.ts).`,
    ];
  return pathsOf(row, '', (path) => hasParts(table, kind, path))
    .filter((path) => !isListed(table, kind, path))
    .map(
      (path) =>
        `"${path}" of "${kind}" in ${table} has no entry in the data inventory: add it in lambdas/domain/data-inventory, see docs/privacy/inventory.md.`,
    );
}

/** The paths of a row's attributes; maps whose parts have entries are gone into, and so are lists of such maps. */
function pathsOf(row: Row, above: string, goInto: (path: string) => boolean): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const path = above + name;
    if (!goInto(path)) return [path];
    const maps = value.L ? value.L : [value];
    return maps.flatMap(({ M }) => (M ? pathsOf(M, `${path}.`, goInto) : [path]));
  });
}

function isListed(table: TableName, kind: string, path: string): boolean {
  const place = `${table} ${kind} ${path}`;
  const before = known.get(place);
  if (before !== undefined) return before;
  const listed = attributeSpec(table, kind, path) !== null;
  known.set(place, listed);
  return listed;
}
