import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { checkConnection } from '../../../../lambdas/usecases/keeping/check-connection.ts';
import { keepAuthorization } from '../../../../lambdas/usecases/keeping/keep-authorization.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, DAY, HOUR, type Instance } from '../../../support/connecting-world.ts';
import { Rng } from '../../../support/rng.ts';
import { crashAt, type Faults } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

type Job = (instance: Instance, connection: Connection) => Promise<void>;

const check: Job = ({ deps }, { workspaceId, id }) => checkConnection(deps, workspaceId, id);
const renew: Job = ({ deps }, { workspaceId, authorizationId }) =>
  keepAuthorization(deps, workspaceId, authorizationId);

type Prepare = (world: ConnectingWorld) => void;

const DUE: Prepare = (world) => world.clock.moveTo(world.clock.now() + 2.5 * HOUR);
const OVER: Prepare = (world) => world.clock.moveTo(world.clock.now() + 5 * HOUR);
const REVOKED: Prepare = (world) => {
  DUE(world);
  world.platform.revoke('shop_nok');
};
const OFF: Prepare = (world) => world.platform.subscriptions.clear();

/** Where it may end, a day later. */
async function ending(world: ConnectingWorld, { id, accountId }: Connection): Promise<string> {
  const connection = await world.connection(id);
  const tokens = connection && (await world.tokens(connection));
  const { state, health } = connection ?? {};
  if (state === 'connected' && health?.problem === null) {
    const works = tokens?.access_token === world.platform.grantOf(accountId)?.access;
    return works && world.platform.subscriptions.has(accountId) ? 'works' : 'connected with wrong tokens';
  }
  if (state === 'needs_reconnect')
    return tokens === null && world.letters.length > 0 ? 'asked' : 'lapsed half';
  return `${state} ${health?.problem}`;
}

describe('F07 F10: killed at each step, a day later', () => {
  it.each([
    ['a check', check, () => {}, ['works']],
    ['a check that switches deliveries on', check, OFF, ['works']],
    ['a check that needs a new token', check, OVER, ['asked', 'works']],
    ['a check that finds it gone', check, REVOKED, ['asked']],
    ['a renewal', renew, DUE, ['asked', 'works']],
    ['a renewal that finds it gone', renew, REVOKED, ['asked']],
  ] as const)(
    '%s',
    async (_what, job: Job, prepare: Prepare, allowed: readonly string[]) => {
      const seen = new Set<string>();
      for (let n = 1; ; n++) {
        const world = await ConnectingWorld.create();
        const connection = await world.connect();
        prepare(world);
        const refreshes = world.platform.count('refresh');
        const dying = world.boot({ faults: crashAt(n) });
        await job(dying, connection).catch(() => {});
        world.main = world.boot();
        await world.live(DAY);
        const end = await ending(world, connection);
        seen.add(end);
        expect({ n, end, ok: allowed.includes(end) }).toEqual({ n, end, ok: true });
        // Renewals of a day, and the one more try.
        expect(world.platform.count('refresh') - refreshes).toBeLessThan(16);
        if (!dying.dead()) break;
      }
      expect([...seen].sort()).toEqual([...allowed].sort());
    },
    60_000,
  );

  it('killed again and again for a week, at random: it works or the merchant was asked, and the platform is not overrun', async () => {
    for (let seed = 0; seed < 25; seed++) {
      const world = await ConnectingWorld.create(seed);
      const connection = await world.connect();
      const rng = new Rng(seed);
      const end = world.clock.now() + 7 * DAY;
      while (world.clock.now() < end) await world.live(HOUR, world.boot({ faults: dyingNowAndThen(rng) }));
      world.main = world.boot();
      await world.live(DAY);
      const found = await ending(world, connection);
      expect({ seed, found, ok: ['works', 'asked'].includes(found) }).toEqual({ seed, found, ok: true });
      expect(world.platform.count('refresh')).toBeLessThan(120);
      expect(world.letters.length).toBeLessThanOrEqual(3);
    }
  }, 120_000);

  it('connected anew after the merchant was asked: all is as on the first day', async () => {
    const world = await ConnectingWorld.create();
    const connection = await world.connect();
    DUE(world);
    const dying = world.boot({
      faults: {
        at: async (point) => {
          if (point === 'after refresh') throw new Error('died');
        },
      },
    });
    await renew(dying, connection).catch(() => {});
    await world.live(DAY);
    expect(await ending(world, connection)).toBe('asked');
    await world.connect();
    await world.live(7 * DAY);
    expect(await ending(world, connection)).toBe('works');
  });
});

function dyingNowAndThen(rng: Rng): Faults {
  return {
    at: async () => {
      if (rng.chance(0.01)) throw new Error('died');
    },
  };
}
