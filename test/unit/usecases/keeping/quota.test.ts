import { PlatformRefusal } from '../../../../lambdas/domain/platform-refusal.ts';
import type { AccountMessaging, Quota } from '../../../../lambdas/ports/account-messaging.ts';
import { EgressError } from '../../../../lambdas/ports/egress.ts';
import { checkConnection } from '../../../../lambdas/usecases/keeping/check-connection.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, HOUR } from '../../../support/connecting-world.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

/** A connection of a platform that counts; the answer can be changed. */
async function counted() {
  const world = await ConnectingWorld.create();
  const { id } = await world.connect();
  let asked = 0;
  const platform = {
    answer: async (): Promise<Quota> => ({ used: 41, limit: 1_000 }),
    asked: () => asked,
  };
  const quota = async (): Promise<Quota> => {
    asked++;
    return platform.answer();
  };
  const messaging = async () => ({ send: async () => [], quota }) as AccountMessaging;
  const deps = { ...world.main.deps, connectors: [{ ...world.connector, messaging }] };
  return {
    world,
    platform,
    check: () => checkConnection(deps, 'ws_1', id),
    connection: async () => (await world.connection(id)) ?? undefined,
  };
}

describe('what of a month is used', () => {
  it('is asked once per check, and kept with its moment', async () => {
    const { world, platform, check, connection } = await counted();
    await check();
    expect(platform.asked()).toBe(1);
    const { quota, health } = (await connection()) ?? {};
    expect(quota).toEqual({ used: 41, limit: 1_000, at: world.clock.now() });
    expect(health).toMatchObject({ problem: null, checkedAt: world.clock.now() });
  });

  it('may have no limit', async () => {
    const { platform, check, connection } = await counted();
    await check();
    platform.answer = async () => ({ used: 50, limit: null });
    await check();
    expect((await connection())?.quota).toMatchObject({ used: 50, limit: null });
  });

  it.each([
    new PlatformRefusal('permission_missing', 'parrot', '403'),
    new PlatformRefusal('token_invalid', 'parrot', '401'),
    new EgressError({
      kind: 'timeout',
      platform: 'parrot',
      host: 'api.parrot.example',
      mayHaveArrived: true,
    }),
  ])(
    'that the platform does not tell is no problem of the connection, and the old word stays: %s',
    async (error) => {
      const { world, platform, check, connection } = await counted();
      await check();
      const before = await connection();
      platform.answer = () => Promise.reject(error);
      world.clock.moveTo(world.clock.now() + HOUR);
      await check();
      const after = await connection();
      expect(after?.quota).toEqual(before?.quota);
      expect(after?.health).toEqual({ checkedAt: world.clock.now(), problem: null, failures: 0 });
    },
  );

  it('is nothing where the platform does not count', async () => {
    const world = await ConnectingWorld.create();
    const { id } = await world.connect();
    await checkConnection(world.main.deps, 'ws_1', id);
    expect(await world.connection(id)).not.toHaveProperty('quota');
  });
});
