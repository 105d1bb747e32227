import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { startConnecting } from '../../../../lambdas/usecases/connecting/start-connecting.ts';
import { checkConnection } from '../../../../lambdas/usecases/keeping/check-connection.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, DAY, HOUR, MINUTE, NOK, sessionOf } from '../../../support/connecting-world.ts';
import { down } from '../../../support/fake-aws.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

async function connected(login = 'consent'): Promise<{ world: ConnectingWorld; connection: Connection }> {
  const world = await ConnectingWorld.create();
  return { world, connection: await world.connect(NOK, { login }) };
}

const check = (world: ConnectingWorld, { workspaceId, id }: Connection) =>
  checkConnection(world.main.deps, workspaceId, id);

async function health(world: ConnectingWorld, { id }: Connection) {
  const found = await world.connection(id);
  return { state: found?.state, problem: found?.health.problem, failures: found?.health.failures };
}

const FINE = { state: 'connected', problem: null, failures: 0 };

describe('checking a connection', () => {
  it('asks four times a day, more or less, and never at the same moment for all', async () => {
    const world = await ConnectingWorld.create();
    world.platform.accessLifeMs = 365 * DAY;
    await world.connect(NOK, { login: 'endless' });
    const times = new Set<number>();
    let asked = world.platform.count('check');
    for (let minute = 0; minute < 4 * 24 * 60; minute += 10) {
      await world.live(10 * MINUTE);
      if (world.platform.count('check') > asked) times.add(world.clock.now());
      asked = world.platform.count('check');
    }
    expect(asked).toBeGreaterThanOrEqual(13);
    expect(asked).toBeLessThanOrEqual(22);
    const gaps = [...times].map((time, i, all) => time - (all[i - 1] ?? time)).slice(1);
    expect(new Set(gaps).size).toBeGreaterThan(4);
  });

  it('deliveries that were switched off are switched on again', async () => {
    const { world, connection } = await connected();
    world.platform.subscriptions.clear();
    await check(world, connection);
    expect(world.platform.subscriptions.get('shop_nok')).toBe(connection.webhookUrl);
    expect(await health(world, connection)).toEqual(FINE);
  });

  it('a suspended account stays connected, and shows', async () => {
    const { world, connection } = await connected();
    world.platform.suspended.add('shop_nok');
    await world.live(DAY);
    expect(await health(world, connection)).toMatchObject({
      state: 'connected',
      problem: 'account_suspended',
    });
    expect(world.letters).toEqual([]);
    world.platform.suspended.clear();
    await world.live(DAY);
    expect(await health(world, connection)).toEqual(FINE);
  });

  it('an access token that is over is renewed before it is used', async () => {
    const { world, connection } = await connected();
    world.clock.moveTo(world.clock.now() + 5 * HOUR);
    await check(world, connection);
    expect(world.platform.asked.slice(-2)).toEqual(['refresh', 'check']);
    expect(await health(world, connection)).toEqual(FINE);
  });

  it('an access token that the platform refuses: a new one, and asked once more', async () => {
    const { world, connection } = await connected();
    world.platform.expireAccess('shop_nok');
    await check(world, connection);
    expect(world.platform.asked.slice(-3)).toEqual(['check', 'refresh', 'check']);
    expect(await health(world, connection)).toEqual(FINE);
  });

  it('refused with the new one, too: the merchant is asked, and the platform is not asked again and again', async () => {
    const { world, connection } = await connected();
    world.platform.fault = (operation) =>
      operation === 'check' ? { kind: 'refuse', refusal: 'token_invalid' } : undefined;
    const asked = world.platform.asked.length;
    await world.live(7 * DAY);
    expect(world.platform.asked.length - asked).toBeLessThanOrEqual(6);
    expect((await world.connection(connection.id))?.state).toBe('needs_reconnect');
  });

  it('refused where no new one can be had: the merchant is asked', async () => {
    const { world, connection } = await connected('endless');
    world.platform.expireAccess('shop_nok');
    await check(world, connection);
    expect(await health(world, connection)).toMatchObject({
      state: 'needs_reconnect',
      problem: 'authorization_gone',
    });
  });

  it.each([
    'permission_missing',
    'app_refused',
    'account_suspended',
    'code_invalid',
    'rate_limited',
    'unavailable',
    'not_found',
    'rejected',
    'unsent',
    'hang',
    'lost',
  ] as const)(
    '%s is no reason to trouble the merchant: shown, asked more and more seldom, fine again afterwards',
    async (kind) => {
      const { world, connection } = await connected();
      world.platform.fault = (operation) => {
        if (operation !== 'check') return undefined;
        return kind === 'unsent' || kind === 'hang' || kind === 'lost'
          ? { kind }
          : { kind: 'refuse', refusal: kind };
      };
      const asked = world.platform.count('check');
      await world.live(5 * DAY);
      const { state, problem, failures } = await health(world, connection);
      expect(state).toBe('connected');
      expect(problem).not.toBeNull();
      expect(failures).toBeGreaterThan(8);
      expect(world.platform.count('check') - asked).toBeLessThan(45);
      expect(world.letters).toEqual([]);
      expect(await world.tokens(connection)).not.toBeNull();
      world.platform.fault = () => undefined;
      await world.live(DAY);
      expect(await health(world, connection)).toEqual(FINE);
    },
  );

  it.each(['kms', 'dynamodb', 'sqs'])(
    'AWS does not answer (%s) for an hour: nothing lapses, and it goes on',
    async (service) => {
      const { world, connection } = await connected();
      world.aws.failure = (call) => (call.startsWith('dynamodb Query') ? undefined : down([service])(call));
      for (let n = 0; n < 6; n++) {
        await check(world, connection).catch(() => {});
        await world.live(10 * MINUTE).catch(() => {});
      }
      world.aws.failure = () => undefined;
      world.main = world.boot();
      expect((await world.connection(connection.id))?.state).toBe('connected');
      await world.live(DAY);
      expect(await health(world, connection)).toEqual(FINE);
    },
  );

  it("the operator's application is gone for a while: nothing lapses", async () => {
    const { world, connection } = await connected();
    const table = world.aws.table('Connections');
    const rows = [...table].filter(([key]) => key.startsWith('K#app/parrot'));
    for (const [key] of rows) table.delete(key);
    world.main = world.boot();
    await world.live(DAY);
    expect((await world.connection(connection.id))?.state).toBe('connected');
    expect(await world.tokens(connection)).not.toBeNull();
    for (const [key, row] of rows) table.set(key, row);
    world.main = world.boot();
    await world.live(DAY);
    expect(await health(world, connection)).toEqual(FINE);
  });

  it('where a token is issued for each use: no token is ever stored, and a channel that is closed shows as gone', async () => {
    const world = await ConnectingWorld.create();
    world.platform.channels.set('ch-1', { secret: 's', account: 'shop_key', name: 'Key shop' });
    const request = {
      login: 'key',
      features: ['inbox'],
      credentials: { channelId: 'ch-1', clientSecret: 's', webhookSecret: 'w' },
    } as const;
    const started = await startConnecting(world.main.deps, sessionOf('owner'), 'parrot', request);
    if (started.kind !== 'connected') throw new Error('not connected');
    await world.live(DAY);
    expect(await health(world, started.connection)).toEqual(FINE);
    expect(await world.tokens(started.connection)).toEqual({ client_secret: 's' });
    world.platform.channels.clear();
    await world.live(DAY);
    expect(await health(world, started.connection)).toMatchObject({
      state: 'needs_reconnect',
      problem: 'authorization_gone',
    });
  });

  it('leaves alone what is pending, disconnected or unknown', async () => {
    const world = await ConnectingWorld.create();
    const { connectionId } = await world.start();
    const asked = world.platform.asked.length;
    await checkConnection(world.main.deps, 'ws_1', connectionId);
    await checkConnection(world.main.deps, 'ws_1', 'c_made_up');
    await checkConnection(world.main.deps, 'ws_2', connectionId);
    expect(world.platform.asked).toHaveLength(asked);
  });
});
