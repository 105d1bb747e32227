import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { themeCss } from './theme-css.ts';

/** Where the built console lies, relative to the repository. */
export const CONSOLE_FOLDER = path.join('dist', 'web');
/** Below it, what has its content's hash in its name and never changes. */
const ASSETS = 'assets';
const ENTRY = 'web/src/app/main.tsx';

/** What the build made; files relative to the repository. */
export interface BuiltConsole {
  readonly scripts: readonly string[];
  /** Those of them that a browser loads before it shows anything. */
  readonly first: readonly string[];
}

/** Bundles the console, page by page, and writes the one document that loads it. What was built before stays until all of it is there. */
export async function buildConsole(folder = CONSOLE_FOLDER): Promise<BuiltConsole> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.join(unfinished, ASSETS), { recursive: true });
  const metafile = await bundle(unfinished);
  const first = writeAround(unfinished, metafile);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  const finished = (file: string) => path.join(folder, path.relative(unfinished, file));
  const scripts = Object.keys(metafile.outputs).filter((file) => file.endsWith('.js'));
  return { scripts: scripts.map(finished), first: first.map(finished) };
}

async function bundle(folder: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [ENTRY],
    outdir: path.join(folder, ASSETS),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: ['es2023', 'chrome120', 'firefox121', 'safari17.4'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Writes style sheets, icon and document, and says which scripts the document loads. */
function writeAround(folder: string, metafile: Metafile): string[] {
  const script = entryOf(metafile);
  const first = staticClosure(metafile, script);
  writeDocument(folder, {
    styles: [mantineStyles(folder), keep(folder, 'theme.css', themeCss()), ownStyles(folder, metafile)],
    script: addressOf(folder, script),
    preload: first.filter((file) => file !== script).map((file) => addressOf(folder, file)),
    icon: keep(folder, 'icon.svg', readFileSync('web/icon.svg', 'utf8')),
  });
  return first;
}

interface Document {
  readonly styles: readonly string[];
  readonly script: string;
  readonly preload: readonly string[];
  readonly icon: string;
}

/** Only addresses: the policy lets no script and no style in that stands in the document itself. */
function writeDocument(folder: string, { styles, script, preload, icon }: Document): void {
  const sheets = styles.map((href) => `<link rel="stylesheet" href="${href}">`);
  const ahead = preload.map((href) => `<link rel="modulepreload" href="${href}">`);
  const document = readFileSync('web/index.html', 'utf8')
    .replace('/assets/icon.svg', icon)
    .replace('<!-- styles -->', [...sheets, ...ahead].join('\n'))
    .replace('<!-- scripts -->', `<script type="module" src="${script}"></script>`);
  writeFileSync(path.join(folder, 'index.html'), document);
}

function mantineStyles(folder: string): string {
  return keep(folder, 'components.css', readFileSync('node_modules/@mantine/core/styles.css', 'utf8'));
}

/** Those of all pages in one sheet: esbuild writes one per page, which a page that is loaded later would have to ask for by itself. */
function ownStyles(folder: string, { outputs }: Metafile): string {
  const sheets = Object.keys(outputs).filter((file) => file.endsWith('.css'));
  const content = sheets.map((file) => readFileSync(file, 'utf8')).join('');
  for (const file of sheets) rmSync(file);
  return keep(folder, 'console.css', content);
}

/** Lays a file down under a name with its hash, and gives its address. */
function keep(folder: string, name: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 10);
  const { name: stem, ext } = path.parse(name);
  const file = path.join(folder, ASSETS, `${stem}-${hash}${ext}`);
  writeFileSync(file, content);
  return addressOf(folder, file);
}

function addressOf(folder: string, file: string): string {
  return `/${path.relative(folder, file).split(path.sep).join('/')}`;
}

function entryOf({ outputs }: Metafile): string {
  const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === ENTRY);
  if (!found) throw new Error(`the build has no output of ${ENTRY}`);
  return found;
}

/** A script and all that it imports at once. */
function staticClosure({ outputs }: Metafile, script: string): string[] {
  const found = new Set([script]);
  for (const file of found)
    for (const { path: target, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement') found.add(target);
  return [...found];
}
