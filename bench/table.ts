import type { Row } from './rows.ts';

/** Lines of cells as text, columns aligned; numbers to the right. */
export function table(head: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...lines.map((line) => line.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const numeric = head.map((_, column) => lines.every((line) => typeof line[column] === 'number'));
  const text = cells.map((line) =>
    line
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [text[0], rule, ...text.slice(1)].map((line) => `  ${line}`).join('\n');
}

/** The rows as a person reads them. */
export function rowTable(rows: readonly Row[]): string {
  const verdict = (ok: boolean | null) => (ok === null ? '' : ok ? 'within' : 'OVER');
  return table(
    ['name', 'value', 'unit', 'budget', 'floor', ''],
    rows.map(({ name, value, unit, budget, floor, ok }) => [
      name,
      String(value).padStart(8),
      unit,
      budget ?? '',
      floor ?? '',
      verdict(ok),
    ]),
  );
}
