import { CATEGORIES, SEALS, SUBJECTS } from '../../lambdas/domain/data-inventory/vocabulary.ts';
import { PURPOSE_NAMES, REFUSED_PURPOSES } from '../../lambdas/domain/purpose.ts';
import { type Entry, type ItemEntry, inventoryAsJson } from './as-json.ts';

/** The inventory as somebody reads it who has to judge it. */
export function inventoryAsMarkdown(): string {
  const { stores, items, folders } = inventoryAsJson();
  return [
    '# Data inventory',
    '## Stores',
    ...stores.flatMap((store) => [
      `### ${store.name}`,
      ...facts(store),
      ...(store.categories.length > 0 ? [`Holds: ${store.categories.join(', ')}.`] : []),
      `Exported: ${store.exported}.`,
    ]),
    ...items.flatMap(itemOf),
    '## Folders of Media',
    ...folders.flatMap((folder) => [
      `### ${folder.name}/`,
      ...facts(folder),
      `Category: ${folder.category} of ${folder.subject}. Sealed: ${folder.sealed}. Exported: ${folder.exported}.`,
    ]),
    '## Words',
    ...wordsOf('Category', CATEGORIES),
    ...wordsOf('Subject', SUBJECTS),
    ...wordsOf('Sealed', SEALS),
    ...wordsOf('Purpose', PURPOSE_NAMES),
    `Refused purposes: ${REFUSED_PURPOSES.join(', ')}.`,
  ].join('\n\n');
}

function itemOf({ table, key, attributes, ...entry }: ItemEntry): string[] {
  const rows = attributes.map(({ path, says, category, subject, sealed, exported, erased }) =>
    row([`\`${path}\``, says, category, subject ?? '', sealed, exported, erased]),
  );
  return [
    `## ${table}: ${entry.name}`,
    ...(key ? [`Key: \`${key.pk}\` \`${key.sk}\``] : []),
    ...facts(entry),
    [
      row(['attribute', 'what it is', 'category', 'subject', 'sealed', 'exported', 'erased with']),
      row(Array.from({ length: 7 }, () => '---')),
      ...rows,
    ].join('\n'),
  ];
}

function facts({ what, purposes, retention, erased, found }: Entry): string[] {
  const scopes = Object.entries(found).map(([scope, how]) => `- for a ${scope}: ${how}`);
  return [
    `${what}.`,
    `For: ${purposes.join(', ')}. Kept: ${retention}. Erased with: ${erased}.`,
    ...(scopes.length > 0 ? [scopes.join('\n')] : []),
  ];
}

function wordsOf(heading: string, words: Readonly<Record<string, string>>): string[] {
  const rows = Object.entries(words).map(([word, meaning]) => row([word, meaning]));
  return [[row([heading.toLowerCase(), 'meaning']), row(['---', '---']), ...rows].join('\n')];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
