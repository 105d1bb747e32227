import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import en from '../../web/src/i18n/en.ts';
import th from '../../web/src/i18n/th.ts';

type Texts = ReadonlyMap<string, string>;

/** `{nav: {inbox}}` as `nav.inbox`. */
function flat(texts: object, above = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[above + name, value]] : flat(value, `${above}${name}.`),
  );
}

const LANGUAGES: Readonly<Record<'en' | 'th', Texts>> = { en: new Map(flat(en)), th: new Map(flat(th)) };
/** English has two forms of number, Thai has one: the forms of a key are one text. */
const withoutForm = (key: string) => key.replace(/_(zero|one|other)$/, '');
const keysOf = (texts: Texts) => [...new Set([...texts.keys()].map(withoutForm))].sort();
const placeholders = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

const source = readdirSync('web/src', { recursive: true, withFileTypes: true })
  .filter(({ name }) => /\.tsx?$/.test(name) && name !== 'schema.d.ts')
  .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'))
  .join('\n');
const literals = new Set([...source.matchAll(/['"`]([a-z]\w*(?:\.\w+)+)['"`]/g)].map(([, key]) => key));
/** `` `roles.${role}.name` `` as a pattern. */
const patterns = [...source.matchAll(/`([a-z]\w*(?:\.\w+)*\.?(?:\w*\$\{[^}]+\}[\w.]*)+)`/g)].map(
  ([, template = '']) =>
    new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w.]+')}$`),
);
const isUsed = (key: string) => literals.has(key) || patterns.some((pattern) => pattern.test(key));

describe('the texts of the console', () => {
  it('are there in both languages', () => {
    expect(keysOf(LANGUAGES.th)).toEqual(keysOf(LANGUAGES.en));
    expect(LANGUAGES.en.size).toBeGreaterThan(50);
  });

  it.each(['th', 'en'] as const)('say something: %s', (language) => {
    expect([...LANGUAGES[language]].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('name the same things in both languages', () => {
    const differing = [...LANGUAGES.th].filter(([key, text]) => {
      const twin = LANGUAGES.en.get(key) ?? LANGUAGES.en.get(`${withoutForm(key)}_other`);
      return placeholders(text).join() !== placeholders(twin).join();
    });
    expect(differing).toEqual([]);
  });

  it('are all used', () => {
    expect(keysOf(LANGUAGES.en).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('are in the language that they say', () => {
    const thai = /[\u0e00-\u0e7f]/;
    expect([...LANGUAGES.en].filter(([, text]) => thai.test(text))).toEqual([]);
  });
});
