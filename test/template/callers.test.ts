import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { FUNCTIONS, type FunctionName } from '../../local/cloud/bundle.ts';

/** The functions that call hosts outside AWS. */
const CALLERS: readonly FunctionName[] = ['connect', 'connection-keeper', 'message-sender', 'media-worker'];
/** Describes all routes of the API, those of `connect` included, which API Gateway hands to `connect` (routes.test.ts). */
const DESCRIBER: FunctionName = 'agent-api';
const QUIET = FUNCTIONS.filter((name) => !CALLERS.includes(name) && name !== DESCRIBER);

/** The files of ours that go into a function's bundle, without the connectors' `access` and `messaging` folders. */
async function filesOf(name: FunctionName): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [`lambdas/entry/${name}.ts`],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent',
    plugins: [withoutAccess],
  });
  return Object.keys(metafile.inputs);
}

const withoutAccess: Plugin = {
  name: 'without-access',
  setup: (bundling) => {
    bundling.onResolve({ filter: /\/(access|messaging)\/index\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** Loads a connector's `access` folder. */
const asksForAccess = (file: string) => /\.access\(\)/.test(readFileSync(file, 'utf8'));

describe('who calls out', () => {
  test('only these functions have the egress gate', async () => {
    const having: string[] = [];
    for (const name of FUNCTIONS)
      if ((await filesOf(name)).includes('lambdas/egress/egress-gate.ts')) having.push(name);
    expect(having.sort()).toEqual([...CALLERS].sort());
  });

  test("only they are built with the connectors' access folders", () => {
    const [, listed = ''] =
      /const CALLERS\b[^=]*= \[([^\]]*)\]/.exec(readFileSync('local/cloud/bundle.ts', 'utf8')) ?? [];
    expect([...listed.matchAll(/'([\w-]+)'/g)].map(([, name]) => name)).toEqual(CALLERS);
  });

  test.each(QUIET)(
    '%s has no code that asks a connector for its access, which it was built without',
    async (name) => {
      expect((await filesOf(name)).filter(asksForAccess)).toEqual([]);
    },
  );

  test.each(CALLERS)('%s has', async (name) => {
    expect((await filesOf(name)).filter(asksForAccess)).not.toEqual([]);
  });
});
