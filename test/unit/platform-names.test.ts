import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { connectors } from '../../lambdas/connectors/index.ts';

/**
 * Only a platform's own folder names it. A name anywhere else is a rule about one platform in the wrong place: the next platform would
 * have to be added there, too. Comments may name platforms, to say where a rule comes from.
 */
const MAY_NAME_PLATFORMS: readonly (readonly [place: RegExp, reason: string])[] = [
  [/^lambdas\/connectors\/registry\.ts$/, 'it is the list of platforms'],
  [/^lambdas\/connectors\/shared\/meta\//, 'what two platforms of one company share'],
];

/** Ids that are words of English: they count only where they stand in a string. */
const WORDS = ['line'];

const ids = connectors.map(({ manifest }) => manifest.id);
const names = [...new Set(connectors.flatMap(({ manifest }) => [manifest.id, manifest.name]))];

const files = ['lambdas', 'lib'].flatMap((room) =>
  readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name)),
);

describe('platform names', () => {
  it('stand only in the folder of the platform', () => {
    const outside = files.filter(
      (file) => !isOwnFolder(file) && !MAY_NAME_PLATFORMS.some(([place]) => place.test(file)),
    );
    expect(outside.length).toBeGreaterThan(100);
    expect(
      outside.flatMap((file) => namesIn(readFileSync(file, 'utf8')).map((n) => `${file}: ${n}`)),
    ).toEqual([]);
  });

  it.each(MAY_NAME_PLATFORMS)('the exception %s is needed: %s', (place) => {
    const there = files.filter((file) => place.test(file));
    expect(there.flatMap((file) => namesIn(readFileSync(file, 'utf8')))).not.toEqual([]);
  });

  it.each([
    ["const p = 'line';", ['line']],
    ['const p = `line/$' + '{id}`;', ['line']],
    ['write(`$' + '{line}\\n`);', []],
    ['write(`$' + '{shopee}\\n`);', ['shopee']],
    ['"x-line-signature" in headers', ['line']],
    ["say('answered as LINE wants it')", ['line']],
    ['({ shopee: 1 })[id]', ['shopee']],
    ['isTikTokShop(id)', ['tiktok']],
    ['// as LINE and Shopee do\nconst a = 1; /* \n * "line" */', []],
    ["const a = 'https://x.example'; // 'line'", []],
    ['for (const line of lines) write(line);', []],
    ["import { newline } from './online.ts';", []],
  ])('are found in code, not in comments: %j', (source, found) => {
    expect(namesIn(source)).toEqual(found);
  });
});

function isOwnFolder(file: string): boolean {
  return ids.some((id) => file.startsWith(`lambdas/connectors/${id}/`));
}

/** The platform names in a file's code: in strings as words, elsewhere as any part of an identifier. */
function namesIn(source: string): string[] {
  const strings: string[] = [];
  const code = source.replace(COMMENTS_AND_STRINGS, (part) => {
    if (part.startsWith('/')) return ' ';
    strings.push(part.replace(PLACEHOLDER, ' '));
    return part.startsWith('`') ? (part.match(PLACEHOLDER) ?? []).join(' ') : ' ';
  });
  const lower = names.map((name) => name.toLowerCase()).filter((name, i, all) => all.indexOf(name) === i);
  return lower.filter(
    (name) =>
      strings.some((part) => new RegExp(`(?<![a-z])${name}(?![a-z])`, 'i').test(part)) ||
      (!WORDS.includes(name) && code.toLowerCase().includes(name)),
  );
}

/** In the order in which they stand, so that a quote in a comment opens no string and `//` in a string no comment. */
const COMMENTS_AND_STRINGS =
  /\/\*[\s\S]*?\*\/|\/\/.*$|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/gm;

const PLACEHOLDER = /\$\{[^}]*\}/g;
