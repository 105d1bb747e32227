import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { chooseAccounts } from '../../../../lambdas/usecases/connecting/choose-accounts.ts';
import { disconnect } from '../../../../lambdas/usecases/connecting/disconnect.ts';
import { startConnecting } from '../../../../lambdas/usecases/connecting/start-connecting.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, DAY, HOUR, NOK, SUDA, sessionOf } from '../../../support/connecting-world.ts';
import type { PlatformFault } from '../../../support/fake-platform.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const me = sessionOf('owner');

async function connected(): Promise<{ world: ConnectingWorld; connection: Connection }> {
  const world = await ConnectingWorld.create();
  return { world, connection: await world.connect() };
}

const end = (world: ConnectingWorld, id: string, data: 'keep' | 'erase' = 'keep') =>
  disconnect(world.main.deps, me, id, data);

/** Nothing but the record of what was connected, and whose the account was. */
function expectClosed(world: ConnectingWorld, { id }: Connection): void {
  expect(world.keysLeft()).toEqual(['A#parrot#shop_nok CONNECTION', `W#ws_1 CONNECTION#${id}`]);
  expect(world.sealedLeft()).toEqual([]);
  const due = [...world.rows()].filter(({ duePk }) => duePk !== undefined);
  expect(due).toEqual([]);
}

async function both(world: ConnectingWorld): Promise<[Connection, Connection]> {
  const started = await world.start();
  await world.comeBack(started, world.platform.consent(started.authorizeUrl, SUDA));
  const ids = SUDA.accounts.map(({ id }) => id);
  return (await chooseAccounts(world.main.deps, me, started.connectionId, ids)) as unknown as [
    Connection,
    Connection,
  ];
}

function auditOf(world: ConnectingWorld, action: string) {
  return [...world.aws.table('Ledger').values()].filter((row) => row.action?.S === action);
}

async function requestsOf(world: ConnectingWorld) {
  return world.main.deps.requests.open('ws_1');
}

describe('disconnecting', () => {
  it('revokes at the platform, destroys tokens, facts and links, frees the account, and keeps the rest', async () => {
    const { world, connection } = await connected();
    const { connection: closed, byHand } = await end(world, connection.id);
    expect(closed).toMatchObject({
      id: connection.id,
      state: 'disconnected',
      tokenExpiresAt: null,
      closing: null,
    });
    expect(byHand).toBeNull();
    expect(world.platform.subscriptions.has('shop_nok')).toBe(false);
    expect(world.platform.grantOf('shop_nok')).toBeUndefined();
    expectClosed(world, connection);
    expect(await requestsOf(world)).toEqual([]);
    expect(auditOf(world, 'connection.disconnect')).toHaveLength(1);
  });

  it('with erasure: one privacy request for the whole connection, however often it is asked for', async () => {
    const { world, connection } = await connected();
    for (let times = 0; times < 3; times++) await end(world, connection.id, 'erase');
    expect(await requestsOf(world)).toMatchObject([
      { type: 'erase', source: 'disconnect', subject: { connectionId: connection.id }, state: 'verified' },
    ]);
    expectClosed(world, connection);
    // Connected anew, its data is new: another request.
    await world.live(HOUR);
    await world.connect();
    await end(world, connection.id, 'erase');
    expect(await requestsOf(world)).toHaveLength(2);
  });

  it('kept at first, erased later', async () => {
    const { world, connection } = await connected();
    await end(world, connection.id, 'keep');
    await end(world, connection.id, 'erase');
    expect(await requestsOf(world)).toHaveLength(1);
  });

  it('again changes nothing, and asks the platform nothing', async () => {
    const { world, connection } = await connected();
    await end(world, connection.id);
    const asked = world.platform.asked.length;
    expect((await end(world, connection.id)).connection.state).toBe('disconnected');
    expect(world.platform.asked).toHaveLength(asked);
    expect(auditOf(world, 'connection.disconnect')).toHaveLength(1);
  });

  it.each([
    { kind: 'unsent' },
    { kind: 'hang' },
    { kind: 'lost' },
    { kind: 'refuse', refusal: 'unavailable' },
    { kind: 'refuse', refusal: 'rate_limited' },
    { kind: 'refuse', refusal: 'token_invalid' },
    { kind: 'refuse', refusal: 'rejected' },
    { kind: 'refuse', refusal: 'app_refused' },
  ] as const)(
    'the platform does not do it (%j): everything here goes all the same, and it is said what to do by hand',
    async (fault: PlatformFault) => {
      const { world, connection } = await connected();
      world.platform.fault = (operation) => (operation === 'release' ? fault : undefined);
      const { connection: closed, byHand } = await end(world, connection.id, 'erase');
      expect(closed.state).toBe('disconnected');
      expect(byHand).toEqual({
        th: expect.stringContaining('KaoJai'),
        en: expect.stringContaining('KaoJai'),
      });
      expectClosed(world, connection);
      expect(await requestsOf(world)).toHaveLength(1);
    },
  );

  it("the operator's application is not there any more: the same", async () => {
    const { world, connection } = await connected();
    for (const key of world.aws.table('Connections').keys())
      if (key.startsWith('K#app/parrot')) world.aws.table('Connections').delete(key);
    world.main = world.boot();
    const { connection: closed, byHand } = await end(world, connection.id);
    expect(closed.state).toBe('disconnected');
    expect(byHand).not.toBeNull();
    expectClosed(world, connection);
  });

  it('one that stopped working: nothing is left to give back', async () => {
    const { world, connection } = await connected();
    world.platform.revoke('shop_nok');
    await world.live(DAY);
    const { byHand } = await end(world, connection.id);
    expect(byHand).toBeNull();
    expectClosed(world, connection);
    expect(world.platform.count('release')).toBe(0);
  });

  it("S04: another workspace's connection is not found, and stays", async () => {
    const { world, connection } = await connected();
    const foreign = disconnect(world.main.deps, sessionOf('owner', 2), connection.id, 'erase');
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    await expect(end(world, 'c_made_up')).rejects.toMatchObject({ code: 'not_found' });
    expect((await world.connection(connection.id))?.state).toBe('connected');
  });

  it('by the id of the consent that brought it here once more', async () => {
    const { world, connection } = await connected();
    const started = await world.start();
    await world.comeBack(started, world.platform.consent(started.authorizeUrl, NOK));
    const { connection: closed } = await end(world, started.connectionId);
    expect(closed).toMatchObject({ id: connection.id, state: 'disconnected' });
  });

  it('a pending one: given up', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start({
      login: 'own',
      credentials: { appId: 'a', clientSecret: 's', webhookSecret: 'w' },
    });
    expect((await end(world, started.connectionId, 'erase')).connection.state).toBe('disconnected');
    expect(world.sealedLeft()).toEqual([]);
    expect(await world.connections()).toEqual([]);
    expect(await requestsOf(world)).toEqual([]);
  });

  it("takes the webhook secret of the merchant's own application away", async () => {
    const world = await ConnectingWorld.create();
    world.platform.channels.set('ch-1', { secret: 's', account: 'shop_nok', name: 'Key shop' });
    const credentials = { channelId: 'ch-1', clientSecret: 's', webhookSecret: 'w' };
    const request = { login: 'key', features: ['inbox'], credentials } as const;
    const started = await startConnecting(world.main.deps, me, 'parrot', request);
    if (started.kind !== 'connected') throw new Error('not connected');
    await end(world, started.connection.id);
    expectClosed(world, started.connection);
  });
});

describe('two shops behind one consent', () => {
  it('one is disconnected: the other goes on, and is not cut off at the platform', async () => {
    const world = await ConnectingWorld.create();
    const [first, second] = await both(world);
    await end(world, first.id);
    await world.live(DAY);
    expect(await world.connection(second.id)).toMatchObject({
      state: 'connected',
      health: { problem: null },
    });
    expect(world.platform.grantOf(second.accountId)).toBeDefined();
    expect(world.platform.subscriptions.has(first.accountId)).toBe(false);
  });

  it('both one after the other: the last one revokes, and takes the tokens along', async () => {
    const world = await ConnectingWorld.create();
    const [first, second] = await both(world);
    await end(world, first.id);
    await end(world, second.id);
    expect(world.platform.grantOf(second.accountId)).toBeUndefined();
    expect(world.sealedLeft()).toEqual([]);
  });

  it('both at the same moment, in any order of steps: no tokens stay', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const world = await ConnectingWorld.create(seed);
      const pair = await both(world);
      const schedule = Schedule.random(new Rng(seed));
      await schedule.run(
        pair.map(
          ({ id }, n) =>
            () =>
              disconnect(world.boot({ faults: schedule.faults(n) }).deps, me, id, 'keep'),
        ),
      );
      for (const { id } of pair) expect((await world.connection(id))?.state).toBe('disconnected');
      expect({ seed, sealed: world.sealedLeft() }).toEqual({ seed, sealed: [] });
    }
  });
});

describe('at the same moment as something else', () => {
  it('a second request to disconnect, with erasure: disconnected, and erased if anybody asked for it', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const world = await ConnectingWorld.create(seed);
      const connection = await world.connect();
      const schedule = Schedule.random(new Rng(seed));
      const requests = (['keep', 'erase'] as const).map((data, n) => {
        const { deps } = world.boot({ faults: schedule.faults(n) });
        return () => disconnect(deps, me, connection.id, data);
      });
      const done = await schedule.run(requests);
      expect({ seed, done: done.map(({ status }) => status) }).toEqual({
        seed,
        done: ['fulfilled', 'fulfilled'],
      });
      expect({ seed, erasures: (await requestsOf(world)).length }).toEqual({ seed, erasures: 1 });
      expectClosed(world, connection);
    }
  });

  it('the erasure that was asked for last is not lost with the process that was asked', async () => {
    const { world, connection } = await connected();
    let dying: ReturnType<ConnectingWorld['boot']> | undefined;
    // While the first is talking to the platform, a second asks for erasure and dies once that is written down.
    const first = world.boot({
      faults: {
        at: async (point) => {
          if (point !== 'after release' || dying) return;
          dying = world.boot({ faults: dyingAfter('after UpdateItem') });
          await disconnect(dying.deps, me, connection.id, 'erase').catch(() => {});
        },
      },
    });
    await disconnect(first.deps, me, connection.id, 'keep');
    expect(dying?.dead()).toBe(true);
    expectClosed(world, connection);
    expect(await requestsOf(world)).toHaveLength(1);
  });

  it('an erasure that was asked for and whose process died is not undone by a request without one', async () => {
    const { world, connection } = await connected();
    const dying = world.boot({ faults: dyingAfter('after UpdateItem') });
    await disconnect(dying.deps, me, connection.id, 'erase').catch(() => {});
    expect(dying.dead()).toBe(true);
    await end(world, connection.id, 'keep');
    expectClosed(world, connection);
    expect(await requestsOf(world)).toHaveLength(1);
  });

  it('somebody connects the account anew: connected with tokens that work, or disconnected with none', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const world = await ConnectingWorld.create(seed);
      const connection = await world.connect();
      const started = await world.start();
      const query = world.platform.consent(started.authorizeUrl, NOK);
      const schedule = Schedule.random(new Rng(seed));
      const [one, two] = [0, 1].map((n) => world.boot({ faults: schedule.faults(n) }));
      await schedule.run<unknown>([
        () => disconnect((one as typeof world.main).deps, me, connection.id, 'keep'),
        () => world.comeBack(started, query, two),
      ]);
      await world.live(HOUR);
      const after = await world.connection(connection.id);
      const tokens = await world.tokens(connection);
      const works = tokens !== null && tokens.access_token === world.platform.grantOf('shop_nok')?.access;
      const fine =
        after?.state === 'connected'
          ? works && after.health.problem === null
          : after?.state === 'disconnected' && !tokens;
      expect({ seed, state: after?.state, fine }).toEqual({ seed, state: after?.state, fine: true });
    }
  });

  it('connected anew after the keeper took an interrupted disconnection up: the new connection stays', async () => {
    const { world, connection } = await connected();
    const dying = world.boot({ faults: dyingAfter('after release') });
    await disconnect(dying.deps, me, connection.id, 'keep').catch(() => {});
    expect(dying.dead()).toBe(true);
    let again = false;
    const keeper = world.boot({
      faults: {
        at: async (point) => {
          if (point !== 'before release' || again) return;
          again = true;
          await world.connect();
        },
      },
    });
    await world.live(10 * 60_000, keeper);
    expect(again).toBe(true);
    expect((await world.connection(connection.id))?.state).toBe('connected');
    expect((await world.tokens(connection))?.access_token).toBe(world.platform.grantOf('shop_nok')?.access);
  });
});

it('S18: that it ended is in the audit trail before it is so', async () => {
  const { world, connection } = await connected();
  world.aws.failure = (call) => (call === 'dynamodb TransactWriteItems' ? new Error('down') : undefined);
  await expect(end(world, connection.id)).rejects.toMatchObject({ code: 'unavailable' });
  expect(auditOf(world, 'connection.disconnect')).toHaveLength(1);
  expect((await world.connection(connection.id))?.state).toBe('connected');
});

function dyingAfter(point: string) {
  return {
    at: async (reached: string) => {
      if (reached === point) throw new Error('died');
    },
  };
}
