import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { chooseAccounts } from '../../../../lambdas/usecases/connecting/choose-accounts.ts';
import { disconnect } from '../../../../lambdas/usecases/connecting/disconnect.ts';
import { startConnecting } from '../../../../lambdas/usecases/connecting/start-connecting.ts';
import { captureLog } from '../../../support/captured-log.ts';
import {
  ConnectingWorld,
  DAY,
  type Instance,
  MALI,
  NOK,
  SUDA,
  sessionOf,
} from '../../../support/connecting-world.ts';
import { crashAt } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const me = sessionOf('owner');

interface Killed {
  readonly world: ConnectingWorld;
  readonly n: number;
  readonly act: (instance: Instance) => Promise<unknown>;
}

/**
 * Lets `act` die before and after each call that it makes, each time in a world of its own; then a new instance works for a day, and the world
 * is looked at.
 */
async function killEverywhere(
  begin: () => Promise<{ world: ConnectingWorld; act: Killed['act'] }>,
  check: (killed: Killed) => Promise<void>,
  least: number,
): Promise<void> {
  for (let n = 1; ; n++) {
    const { world, act } = await begin();
    const dying = world.boot({ faults: crashAt(n) });
    await act(dying).catch(() => {});
    world.main = world.boot();
    await world.live(DAY);
    await check({ world, n, act });
    if (!dying.dead()) {
      expect(n).toBeGreaterThan(least);
      return;
    }
  }
}

/** Connected completely: tokens that the platform takes, deliveries on, nothing else lying about. */
async function isConnected(
  world: ConnectingWorld,
  connection: Connection | null | undefined,
): Promise<boolean> {
  if (connection?.state !== 'connected' || connection.health.problem !== null) return false;
  const tokens = await world.tokens(connection);
  return (
    tokens?.access_token === world.platform.grantOf(connection.accountId)?.access &&
    tokens !== null &&
    world.platform.subscriptions.get(connection.accountId) === connection.webhookUrl
  );
}

function nothingLeft(world: ConnectingWorld): boolean {
  return world.keysLeft().length === 0;
}

describe('S06 F07: killed at each step of', () => {
  it('a consent: connected completely, or nothing at all', async () => {
    const seen = new Set<string>();
    await killEverywhere(
      async () => {
        const world = await ConnectingWorld.create();
        const started = await world.start();
        const query = world.platform.consent(started.authorizeUrl, NOK);
        return { world, act: (instance) => world.comeBack(started, query, instance) };
      },
      async ({ world, n, act }) => {
        const [connection] = await world.connections();
        const complete = await isConnected(world, connection);
        seen.add(complete ? 'connected' : 'nothing');
        expect({ n, ok: complete || nothingLeft(world), left: complete ? [] : world.keysLeft() }).toEqual({
          n,
          ok: true,
          left: [],
        });
        // The browser's repeat changes nothing, and the merchant can begin anew.
        await act(world.main);
        expect(await world.connect()).toMatchObject({
          state: 'connected',
          ...(complete ? { id: connection?.id } : {}),
        });
      },
      30,
    );
    expect([...seen].sort()).toEqual(['connected', 'nothing']);
  });

  it('a reconnection: connected as before or anew, under the same id', async () => {
    await killEverywhere(
      async () => {
        const world = await ConnectingWorld.create();
        const before = await world.connect();
        world.platform.revoke('shop_nok');
        await world.live(DAY);
        const started = await world.start();
        const query = world.platform.consent(started.authorizeUrl, NOK);
        return { world, act: (instance) => world.comeBack(started, query, instance).then(() => before) };
      },
      async ({ world, n }) => {
        const [connection, ...others] = await world.connections();
        const asked = connection?.state === 'needs_reconnect' && (await world.tokens(connection)) === null;
        expect({ n, others, ok: asked || (await isConnected(world, connection)) }).toEqual({
          n,
          others: [],
          ok: true,
        });
        expect(world.letters).toHaveLength(1);
      },
      30,
    );
  });

  it('connecting by credentials: connected completely, or nothing at all; and again it works', async () => {
    await killEverywhere(
      async () => {
        const world = await ConnectingWorld.create();
        world.platform.channels.set('ch-1', { secret: 's', account: 'shop_key', name: 'Key shop' });
        const credentials = { channelId: 'ch-1', clientSecret: 's', webhookSecret: 'w' };
        const request = { login: 'key', features: ['inbox'], credentials } as const;
        return { world, act: ({ deps }) => startConnecting(deps, me, 'parrot', request) };
      },
      async ({ world, n, act }) => {
        const [connection] = await world.connections();
        const complete = connection?.state === 'connected' && world.platform.subscriptions.has('shop_key');
        expect({ n, ok: complete || nothingLeft(world) }).toEqual({ n, ok: true });
        expect(await act(world.main)).toMatchObject({ kind: 'connected' });
        expect(await world.connections()).toHaveLength(1);
      },
      15,
    );
  });

  it.each([
    ['tokens of their own', MALI],
    ['shared tokens', SUDA],
  ])(
    'a choice of two accounts with %s: each connected completely or not at all; and again it works',
    async (_what, person) => {
      const ids = person.accounts.map(({ id }) => id);
      await killEverywhere(
        async () => {
          const world = await ConnectingWorld.create();
          const started = await world.start();
          await world.comeBack(started, world.platform.consent(started.authorizeUrl, person));
          return { world, act: ({ deps }) => chooseAccounts(deps, me, started.connectionId, ids) };
        },
        async ({ world, n }) => {
          const connections = await world.connections();
          for (const connection of connections)
            expect({ n, ok: await isConnected(world, connection) }).toEqual({ n, ok: true });
          if (connections.length === 0) expect({ n, left: world.keysLeft() }).toEqual({ n, left: [] });
          expect(world.keysLeft().filter((key) => /CHOICE|CONSENT/.test(key))).toEqual([]);
          const started = await world.start();
          await world.comeBack(started, world.platform.consent(started.authorizeUrl, person));
          const chosen = await chooseAccounts(world.main.deps, me, started.connectionId, ids);
          expect(chosen.map(({ state }) => state)).toEqual(['connected', 'connected']);
          expect(await world.connections()).toHaveLength(2);
        },
        40,
      );
    },
  );

  it('a choice, and the merchant asks again at once: both are connected', async () => {
    const ids = SUDA.accounts.map(({ id }) => id);
    for (let n = 1; ; n++) {
      const world = await ConnectingWorld.create();
      const started = await world.start();
      await world.comeBack(started, world.platform.consent(started.authorizeUrl, SUDA));
      const dying = world.boot({ faults: crashAt(n) });
      await chooseAccounts(dying.deps, me, started.connectionId, ids).catch(() => {});
      // Not found once the first, which goes last, is connected: then both are.
      await chooseAccounts(world.main.deps, me, started.connectionId, ids).catch(
        (error: { code?: string }) => {
          if (error.code !== 'not_found') throw error;
        },
      );
      const connected = (await world.connections()).map(({ accountId, state }) => `${accountId} ${state}`);
      expect({ n, connected: connected.sort() }).toEqual({
        n,
        connected: ids.map((id) => `${id} connected`),
      });
      if (!dying.dead()) break;
    }
  });

  it.each(['keep', 'erase'] as const)(
    'a disconnection (%s): connected as before or disconnected completely',
    async (data) => {
      const seen = new Set<string>();
      await killEverywhere(
        async () => {
          const world = await ConnectingWorld.create();
          const { id } = await world.connect();
          return { world, act: ({ deps }) => disconnect(deps, me, id, data) };
        },
        async ({ world, n, act }) => {
          const [connection] = await world.connections();
          seen.add(String(connection?.state));
          if (connection?.state === 'connected') {
            expect({ n, ok: await isConnected(world, connection), closing: connection.closing }).toEqual({
              n,
              ok: true,
              closing: null,
            });
          } else {
            expect({ n, sealed: world.sealedLeft() }).toEqual({ n, sealed: [] });
            expect({ n, keys: world.keysLeft().length }).toEqual({ n, keys: 2 });
            expect({ n, requests: (await world.main.deps.requests.open('ws_1')).length }).toEqual({
              n,
              requests: data === 'erase' ? 1 : 0,
            });
            expect(world.platform.subscriptions.has('shop_nok')).toBe(false);
            expect(auditOf(world, 'connection.disconnect')).toBeGreaterThan(0);
          }
          await act(world.main);
          expect((await world.connection(String(connection?.id)))?.state).toBe('disconnected');
          expect((await world.main.deps.requests.open('ws_1')).length).toBe(data === 'erase' ? 1 : 0);
        },
        20,
      );
      expect([...seen].sort()).toEqual(['connected', 'disconnected']);
    },
  );
});

function auditOf(world: ConnectingWorld, action: string): number {
  return [...world.aws.table('Ledger').values()].filter((row) => row.action?.S === action).length;
}
