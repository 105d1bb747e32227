/** What a file of Meta's deletion list holds. */
export interface DeletionIds {
  readonly ids: readonly string[];
  /** Lines that hold no id, such as a heading. Empty lines do not count. */
  readonly strange: number;
}

/** Reads a list with one id per line; a comma or a further column after it, quotes and a byte order mark do no harm. */
export function readDeletionIds(text: string): DeletionIds {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  const ids = lines.flatMap((line) => /^\s*"?(\d{1,32})"?\s*(?:[,;\t].*)?$/.exec(line)?.[1] ?? []);
  return { ids: [...new Set(ids)], strange: lines.length - ids.length };
}
