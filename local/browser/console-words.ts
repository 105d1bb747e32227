import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A language of the console. */
export type Language = 'th' | 'en';
/** The console's text for a key such as `inbox.list.label`, with `{{name}}` filled in. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const FOLDER = path.join('web', 'src', 'i18n');

/** The texts that the console shows, read from its own files, so that whoever drives it finds what stands there today. */
export function wordsOf(language: Language): Words {
  const folder = path.join(FOLDER, language);
  const texts = Object.fromEntries(
    readdirSync(folder).map((file) => [
      path.parse(file).name,
      JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown,
    ]),
  );
  return (key, values = {}) =>
    textAt(texts, key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

function textAt(texts: unknown, key: string): string {
  // i18next looks a key without a namespace up among the common ones.
  for (const full of [key, `common.${key}`]) {
    const found = full
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], texts);
    if (typeof found === 'string') return found;
  }
  throw new Error(`the console has no text ${key}`);
}
