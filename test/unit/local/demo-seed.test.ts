import { connectors } from '../../../lambdas/connectors/index.ts';
import { demoSeed } from '../../../local/seeding/demo-seed.ts';
import { checkSeed } from '../../../local/seeding/seed-file.ts';

describe('the demo seed', () => {
  it('is a seed, with every application that a platform asks for, complete', async () => {
    const { apps } = checkSeed(await demoSeed(), 'demo');
    const fields = connectors.flatMap(({ manifest }) =>
      manifest.apps.flatMap(({ name, secretField, factFields }) =>
        [secretField, ...factFields].map((field) => [name, field, typeof apps[name]?.[field]]),
      ),
    );
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter(([, , type]) => type !== 'string')).toEqual([]);
  });

  it('has an account on every surface of every platform', async () => {
    const [workspace] = (await demoSeed()).workspaces;
    const surfaces = connectors.flatMap(({ manifest }) => manifest.surfaces.map(() => manifest.id));
    expect(workspace?.connections.map(({ platform }) => platform)).toEqual(surfaces);
  });
});
