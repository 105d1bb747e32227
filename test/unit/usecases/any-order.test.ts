import { connectors } from '../../../lambdas/connectors/index.ts';
import { kitOf } from '../../support/samples.ts';
import { crashAt } from '../../support/simulation.ts';
import { calm, type Setting, storm, worldOf } from '../../support/worlds.ts';

/** Histories per platform and surface. A failing seed is printed and can be run alone with KAOJAI_SEED. */
const HISTORIES = 2_000;

const worlds = connectors.flatMap((connector) =>
  connector.manifest.surfaces.map((surface) => ({
    name: `${connector.manifest.id} ${surface}`,
    connector,
    surface,
  })),
);

describe.each(worlds)('any order, any number of times, same result: $name', ({ connector, surface }) => {
  const setting = async (): Promise<Setting> => ({
    connector,
    surface,
    kit: await kitOf(connector.manifest.id),
  });

  it(`F01 F02 F04 F07: ${HISTORIES} histories, shuffled, repeated, with dying workers`, async () => {
    const here = await setting();
    for (const seed of seeds()) {
      const { deliveries, wanted } = await calm(here, seed);
      const world = await storm(here, deliveries, seed);
      expect({ seed, state: await world.state() }).toEqual({ seed, state: wanted });
      expect({ seed, delivered: world.outcomes.size }).toEqual({ seed, delivered: deliveries.length });
    }
  }, 240_000);

  it('F07: a worker killed at every single point, one after the other, in both orders', async () => {
    const here = await setting();
    const { deliveries, wanted } = await calm(here, 7);
    for (const order of [deliveries, [...deliveries].reverse()]) {
      let points = 1;
      for (let n = 1; n <= points; n++) {
        const world = worldOf(here);
        const faults = crashAt(n);
        await world.run(order, 1, faults);
        points = Math.max(points, faults.reached());
        expect({ n, state: await world.state() }).toEqual({ n, state: wanted });
      }
      expect(points).toBeGreaterThan(deliveries.length);
    }
  }, 120_000);
});

function seeds(): number[] {
  const only = process.env.KAOJAI_SEED;
  return only ? [Number(only)] : Array.from({ length: HISTORIES }, (_, i) => i * 1_000);
}
