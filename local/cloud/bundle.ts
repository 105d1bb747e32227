import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** One bundle per file in `lambdas/entry`, each in a folder of its own as Lambda wants it. */
export const FUNCTIONS = [
  'webhook-ingress',
  'message-worker',
  'dead-letter-parker',
  'agent-api',
  'platform-callbacks',
  'public-pages',
  'connect',
  'connection-keeper',
  'connection-sweeper',
  'message-sender',
  'media-worker',
  'thumbnail-maker',
  'privacy-api',
  'privacy-clock',
  'retention-sweeper',
  'eraser',
  'live-socket',
  'live-fan-out',
  'exporter',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Where the bundle of a function lies, relative to the repository. */
export function bundleFolder(name: FunctionName): string {
  return path.join('dist', 'lambdas', name);
}

/** What goes beside the thumbnail maker's bundle as it was published: its WebAssembly is a file that it looks for there. */
const PUBLISHED = ['node_modules/@silvia-odwyer/photon-node'];

/** Those that call platforms. The others are built without the connectors' `access` and `messaging` folders, which they never load. */
const CALLERS: readonly FunctionName[] = ['connect', 'connection-keeper', 'message-sender', 'media-worker'];

/** Those of them that send, fetch files and profiles, or ask what may still be sent; the others never load a connector's `messaging` folder. */
const TALKERS: readonly FunctionName[] = ['connection-keeper', 'message-sender', 'media-worker'];

/**
 * Bundles all functions. CommonJS with the `module` field first loads fastest on Lambda (measured: 38 ms against 54 for one SDK client).
 */
export async function buildFunctions(): Promise<Metafile> {
  rmSync('dist/lambdas', { recursive: true, force: true });
  const quiet = FUNCTIONS.filter((name) => !CALLERS.includes(name));
  const talking = CALLERS.filter((name) => TALKERS.includes(name));
  const silent = CALLERS.filter((name) => !TALKERS.includes(name));
  const files = await Promise.all([
    bundle(talking, []),
    bundle(silent, [without(['messaging'])]),
    bundle(quiet, [without(['access', 'messaging'])]),
  ]);
  for (const folder of PUBLISHED)
    cpSync(folder, path.join(bundleFolder('thumbnail-maker'), folder), { recursive: true });
  // The repository's own package.json says that `.js` is an ECMAScript module; these are not.
  writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
  return {
    inputs: Object.assign({}, ...files.map(({ inputs }) => inputs)) as Metafile['inputs'],
    outputs: Object.assign({}, ...files.map(({ outputs }) => outputs)) as Metafile['outputs'],
  };
}

async function bundle(names: readonly FunctionName[], plugins: readonly Plugin[]): Promise<Metafile> {
  const result = await build({
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `lambdas/entry/${name}.ts`])),
    outdir: 'dist/lambdas',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': path.resolve('lambdas/aws/function-credentials.ts') },
    plugins: [...plugins],
    sourcemap: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return result.metafile;
}

/** Leaves `import('./access/index.ts')` as it stands, and the like: it would fail, and nothing gets there. */
function without(folders: readonly ('access' | 'messaging')[]): Plugin {
  const filter = new RegExp(`/(${folders.join('|')})/index\\.ts$`);
  return {
    name: 'without',
    setup: (bundling) => {
      bundling.onResolve({ filter, namespace: 'file' }, ({ kind, path: target }) =>
        kind === 'dynamic-import' ? { path: target, external: true } : undefined,
      );
    },
  };
}
