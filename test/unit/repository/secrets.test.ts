import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Rng } from '../../support/rng.ts';

/** What a secret of that kind looks like. Examples below are put together from parts, so that this file finds nothing in itself. */
const SECRETS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['AWS access key', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/],
  ['Meta token', /\b(?:EAA|IGAA|IGQ)[A-Za-z0-9]{40,}/],
  ['Meta app token', /\b\d{14,17}\|[A-Za-z0-9_-]{25,}/],
  // Long-lived channel access tokens end alike.
  ['LINE token', /[A-Za-z0-9+/]{100,}w1cDnyilFU=/],
  ['Shopee key', /\bshpk[0-9a-f]{32,}\b/],
  ['Lazada token', /\b5000\d[0-9A-Za-z]{40,}\b/],
  ['TikTok token', /\b(?:ROW_|TTP_|act\.|rft\.)[A-Za-z0-9_-]{40,}/],
  ['JSON web token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
  ['code host token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50}|glpat-[\w-]{20})/],
  ['package registry token', /\bnpm_[A-Za-z0-9]{36}|_authToken\s*=|\bpypi-[\w-]{50}/],
  ['key of another service', /\b(?:AIza[\w-]{35}|xox[abprs]-[\w-]{20}|sk_live_[A-Za-z0-9]{20})/],
];

/** Where long strings without meaning are expected. */
const RANDOM_IS_FINE: readonly (readonly [place: RegExp, reason: string])[] = [
  [/(^|\/)samples\//, 'invented deliveries, and the invented secrets that sign them'],
  [/^test\//, 'vectors and invented secrets'],
  [/(^|\/)package-lock\.json$/, 'digests of packages'],
];

const invented = readTracked()
  .filter(([file]) => /\/samples\/kit\.ts$/.test(file))
  .map(([, text]) => text)
  .join('\n');

/** Long strings without meaning that are no secrets. */
const KNOWN: readonly (readonly [place: RegExp, known: (token: string) => boolean, reason: string])[] = [
  [/^(README\.md|bench\/|local\/)/, (token) => invented.includes(token), 'signs samples'],
  [/./, (token) => /^[UCR][0-9a-f]{32}$/.test(token), 'a public id of LINE'],
  [
    /^local\/sandbox\/line\//,
    (token) => /^(91c4e07a|d05b9e41|3fe8a6c2)/.test(token),
    'secrets of invented channels, in the form that LINE has',
  ],
  [/^local\/sandbox\//, (token) => token.startsWith('iVBORw0KGgo'), 'a picture of one pixel'],
  [/^local\/sandbox\/tiktok\//, (token) => /^-000[ABC]/.test(token), 'ids of invented accounts'],
  [/^local\/sandbox\/meta\//, (token) => token.startsWith('aWdfZA'), "how Instagram's ids of messages begin"],
  [/^lambdas\/runtime\//, (token) => token.startsWith('APIGatewayProxy'), 'a type of API Gateway'],
  [
    /^bench\/race\/bodies\.ts$/,
    (token) => /^(q3Plxr4A|38ef843b)/.test(token),
    "an expired token of LINE's own examples",
  ],
];

/** What belongs to whoever wrote the code, not to the code. */
const WORDS: readonly (readonly [kind: string, pattern: RegExp, except?: RegExp])[] = [
  // Links to the page of a project are for readers.
  [
    'package registry',
    /registry\.npmjs|files\.pythonhosted|(?<!https:\/\/)pypi\.org|pypi\.org(?!\/project\/)/,
  ],
  ['package registry outside documents', /pypi\.org/, /^(README\.md|CHANGELOG\.md|docs\/.+\.md)$/],
  ['path of one machine', /(?<![\w.~-])\/(?:work|farm)\//],
  ['temporary path', /(?<![\w.~-])\/tmp\/[A-Za-z]/, /^test\//],
];

const tracked = readTracked();

describe('S20: the repository', () => {
  it('is looked at', () => {
    expect(tracked.length).toBeGreaterThan(300);
    const places = tracked.map(([file]) => file);
    expect(places).toEqual(expect.arrayContaining(['package.json', '.npmrc', 'README.md', 'bin/kaojai.ts']));
  });

  it('holds no secret', () => {
    expect(tracked.flatMap(([file, text]) => secretsIn(text).map((kind) => `${file}: ${kind}`))).toEqual([]);
  });

  it('holds no long string without meaning but those that are known to be none', () => {
    const found = tracked.flatMap(([file, text]) => randomIn(file, text).map((token) => shown(file, token)));
    expect(found).toEqual([]);
  });

  it('names no package registry and no path of one machine', () => {
    expect(tracked.flatMap(([file, text]) => wordsIn(file, text).map((kind) => `${file}: ${kind}`))).toEqual(
      [],
    );
  });

  it.each(RANDOM_IS_FINE)('the exception %s is needed: %s', (place) => {
    const there = tracked.filter(([file]) => place.test(file));
    expect(there.some(([, text]) => tokensOf(text).some(isRandom))).toBe(true);
  });

  it.each(KNOWN.map(([place, known, reason]) => [reason, place, known] as const))(
    'the exception "%s" is needed',
    (_reason, place, known) => {
      const there = tracked.filter(([file]) => place.test(file) && !isExpected(file));
      expect(there.some(([, text]) => tokensOf(text).some((token) => isRandom(token) && known(token)))).toBe(
        true,
      );
    },
  );
});

describe('S20: the search', () => {
  const letters = 'Ab3'.repeat(20);

  it.each([
    ['AWS access key', `id = "AKIA${'ABCD'.repeat(4)}"`],
    ['private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
    ['private key', `-----BEGIN ${'PRIVATE'} KEY-----`],
    ['Meta token', `EAA${letters}`],
    ['Meta token', `token: IGQ${letters}`],
    ['Meta app token', `access_token=123456789012345|${letters.slice(0, 27)}`],
    ['LINE token', `${letters}${letters}dB04t89/1O/${'w1cDnyil'}FU=`],
    ['Shopee key', `shpk${'0f1e'.repeat(15)}`],
    ['Lazada token', `50000${letters}`],
    ['TikTok token', `ROW_${letters}`],
    ['TikTok token', `act.${letters}`],
    ['JSON web token', `eyJ${letters}.eyJ${letters}.${letters}`],
    ['code host token', `ghp_${letters.slice(0, 36)}`],
    ['package registry token', `//r.example/:_auth${'Token'}=x`],
    ['key of another service', `AIza${letters.slice(0, 35)}`],
  ])('finds the form of a secret: %s', (kind, text) => {
    expect(secretsIn(text)).toEqual([kind]);
  });

  it.each<[string, number, string, number]>([
    ['hex', 32, '0123456789abcdef', 0.99],
    ['hex in capitals', 40, '0123456789ABCDEF', 0.99],
    ['letters and digits', 32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 0.98],
    ['small letters and digits', 40, 'abcdefghijklmnopqrstuvwxyz0123456789', 0.97],
    ['base64', 44, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 0.98],
    ['base64url', 43, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 0.98],
  ])('finds random %s of %i characters', (_name, length, alphabet, share) => {
    const rng = new Rng(length);
    const secrets = Array.from({ length: 500 }, () =>
      Array.from({ length }, () => rng.pick([...alphabet])).join(''),
    );
    const found = secrets.filter(
      (secret) => randomIn('lib/config.ts', `const key = '${secret}';`).length > 0,
    );
    expect(found.length / secrets.length).toBeGreaterThanOrEqual(share);
    expect(randomIn('lambdas/connectors/pigeon/samples/kit.ts', `'${secrets[0]}'`)).toEqual([]);
  });

  it.each([
    'lambdas/connectors/shared/meta/sample-meta',
    'ReturnValuesOnConditionCheckFailureOfEveryCommand',
    'docs/adr/0005-webhook-secrets-in-memory',
    'aws-cdk-lib/aws-s3:serverAccessLogsUseBucketPolicy',
    'KAOJAI_FUZZ_AND_OTHER_NAMES_IN_CAPITALS_2',
    '-----------------------------------------------------',
    '0000000000000000000000000000000000000000',
    '12345678901234567890123456789012345678901234567890',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1',
  ])('takes nothing for random that has a meaning: %s', (text) => {
    expect(randomIn('lib/config.ts', text)).toEqual([]);
  });

  it.each([
    ['lib/a.ts', `https://registry.${'npmjs'}.org/x`, ['package registry']],
    ['README.md', `https://files.${'pythonhosted'}.org/x`, ['package registry']],
    ['README.md', `https://${'pypi'}.org/simple`, ['package registry']],
    ['README.md', `[x](https://${'pypi'}.org/project/ministack/)`, []],
    ['docs/a.md', `https://${'pypi'}.org/project/ministack/`, []],
    ['local/a.ts', `https://${'pypi'}.org/project/ministack/`, ['package registry outside documents']],
    ['local/a.ts', `const home = '/${'work'}/main';`, ['path of one machine']],
    ['docs/a.md', `see /${'farm'}/x`, ['path of one machine']],
    ['local/a.ts', `'/${'tmp'}/seed.json'`, ['temporary path']],
    ['test/unit/a.test.ts', `'/${'tmp'}/seed.json'`, []],
    ['local/a.ts', `'frame/work/x', './${'tmp'}/y', "a /${'tmp'}/ folder"`, []],
  ])('in %s, of %s, finds %j', (file, text, kinds) => {
    expect(wordsIn(file, text)).toEqual(kinds);
  });
});

/** Kinds of secrets in a text. */
function secretsIn(text: string): string[] {
  return SECRETS.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
}

function wordsIn(file: string, text: string): string[] {
  return WORDS.filter(([, pattern, except]) => !except?.test(file) && pattern.test(text)).map(
    ([kind]) => kind,
  );
}

/** Long strings without meaning, except where they are expected or known. */
function randomIn(file: string, text: string): string[] {
  if (isExpected(file)) return [];
  return tokensOf(text).filter(
    (token) => isRandom(token) && !KNOWN.some(([place, known]) => place.test(file) && known(token)),
  );
}

function isExpected(file: string): boolean {
  return RANDOM_IS_FINE.some(([place]) => place.test(file));
}

/** Runs of 32 characters and more of which encoded bytes consist; also the parts of those that may be paths. */
function tokensOf(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_=-]{32,}/g) ?? [];
  return runs.flatMap((run) => [
    run,
    ...run.split(/[/=]/).filter((part) => part.length >= 32 && part !== run),
  ]);
}

/** Hex of many digits, or letters and digits in a mix that no name has. */
function isRandom(token: string): boolean {
  const digits = /\d/.test(token);
  if (/^[0-9a-fA-F]+$/.test(token)) return digits && /[a-f]/i.test(token) && bitsPerCharacter(token) >= 3;
  const mixed = changesOf(token) >= token.length / 4;
  return digits && mixed && /[a-z]/i.test(token) && bitsPerCharacter(token) >= 3.8;
}

/** How often a small letter, a capital and a digit follow each other; signs join words and do not count. */
function changesOf(token: string): number {
  const classes = [...token].map((c) => [/[a-z]/, /[A-Z]/, /\d/].findIndex((pattern) => pattern.test(c)));
  return classes.filter((kind, i) => kind >= 0 && (classes[i - 1] ?? -1) >= 0 && kind !== classes[i - 1])
    .length;
}

/** Shannon's entropy. */
function bitsPerCharacter(token: string): number {
  const counts = Map.groupBy(token, (character) => character);
  return [...counts.values()].reduce((bits, { length }) => {
    const share = length / token.length;
    return bits - share * Math.log2(share);
  }, 0);
}

/** Enough of a finding to look for it, not enough to use it. */
function shown(file: string, token: string): string {
  return `${file}: ${token.slice(0, 6)}… (${token.length} characters)`;
}

/** All files that git tracks, with their text. */
function readTracked(): (readonly [file: string, text: string])[] {
  return trackedFiles()
    .filter((file) => existsSync(file))
    .map((file) => [file, readFileSync(file, 'utf8')] as const);
}

/** Without git (a downloaded archive) all files but the ignored folders. */
function trackedFiles(): string[] {
  try {
    const list = execFileSync('git', ['ls-files', '-z'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return list.split('\0').filter((file) => file !== '');
  } catch {
    const ignored = readFileSync('.gitignore', 'utf8').split('\n');
    return filesBelow('.', new Set(['.git', ...ignored.map((line) => line.replace(/\/$/, ''))]));
  }
}

function filesBelow(folder: string, ignored: ReadonlySet<string>): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file, ignored) : [file];
    });
}
