import { disconnect } from '../../../../lambdas/usecases/connecting/disconnect.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, DAY, HOUR, NOK, SUDA, sessionOf } from '../../../support/connecting-world.ts';
import type { FakePerson } from '../../../support/fake-platform.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';

const COURSES = 400;

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

/** Two people who both run the shop. */
const PARTNER: FakePerson = { ...NOK, id: 'p_partner' };

async function race(seed: number, workspaces: readonly [number, number], person = NOK, other = PARTNER) {
  const world = await ConnectingWorld.create(seed);
  const schedule = Schedule.random(new Rng(seed));
  const attempts = await Promise.all(workspaces.map((n) => world.start({ session: sessionOf('owner', n) })));
  const done = await schedule.run(
    attempts.map((started, n) => () => {
      const query = world.platform.consent(started.authorizeUrl, n === 0 ? person : other);
      return world.comeBack(started, query, world.boot({ faults: schedule.faults(n) }));
    }),
  );
  const outcomes = done.map((one) => {
    if (one.status === 'rejected') return String(one.reason);
    return one.value.kind === 'failed' ? one.value.reason : one.value.kind;
  });
  return { world, outcomes };
}

describe('S07: one account and two workspaces', () => {
  it(`one gets it, the other is told, in ${COURSES} courses of the whole consent`, async () => {
    for (let seed = 0; seed < COURSES; seed++) {
      const { world, outcomes } = await race(seed, [1, 2]);
      expect({ seed, outcomes: [...outcomes].sort() }).toEqual({
        seed,
        outcomes: ['account_taken', 'connected'],
      });
      const winner = outcomes.indexOf('connected') + 1;
      expect(await world.connections(`ws_${winner}`)).toMatchObject([
        { accountId: 'shop_nok', state: 'connected' },
      ]);
      expect(await world.connections(`ws_${3 - winner}`)).toEqual([]);
      expect({ seed, sealed: world.sealedLeft() }).toEqual({ seed, sealed: ['AUTHORIZATION', 'CONNECTION'] });
    }
  });

  it('shared tokens: the same', async () => {
    const one = { ...SUDA, accounts: SUDA.accounts.slice(0, 1) };
    for (let seed = 0; seed < 100; seed++) {
      const { world, outcomes } = await race(seed, [1, 2], one, { ...one, id: 'p_other' });
      expect({ seed, outcomes: [...outcomes].sort() }).toEqual({
        seed,
        outcomes: ['account_taken', 'connected'],
      });
      expect({ seed, sealed: world.sealedLeft() }).toEqual({ seed, sealed: ['AUTHORIZATION', 'CONNECTION'] });
    }
  });

  it('let go of there, it can be connected here: under a new id, with nothing of theirs', async () => {
    const world = await ConnectingWorld.create();
    const theirs = await world.connect(NOK, { session: sessionOf('owner', 2) });
    await disconnect(world.main.deps, sessionOf('owner', 2), theirs.id, 'keep');
    const mine = await world.connect(PARTNER);
    expect(mine).toMatchObject({ workspaceId: 'ws_1', state: 'connected' });
    expect(mine.id).not.toBe(theirs.id);
    expect((await world.connection(theirs.id, 'ws_2'))?.state).toBe('disconnected');
    // And they cannot simply take it back.
    const started = await world.start({ session: sessionOf('owner', 2) });
    const query = world.platform.consent(started.authorizeUrl, NOK);
    expect(await world.comeBack(started, query)).toEqual({ kind: 'failed', reason: 'account_taken' });
  });

  it('one that stopped working is still theirs', async () => {
    const world = await ConnectingWorld.create();
    await world.connect(NOK, { session: sessionOf('owner', 2) });
    world.platform.revoke('shop_nok');
    await world.live(DAY);
    const started = await world.start();
    const query = world.platform.consent(started.authorizeUrl, PARTNER);
    expect(await world.comeBack(started, query)).toEqual({ kind: 'failed', reason: 'account_taken' });
  });
});

describe('the same account again in the same workspace', () => {
  it(`two members at the same moment: one connection, both succeed, in ${COURSES} courses`, async () => {
    for (let seed = 0; seed < COURSES; seed++) {
      const { world, outcomes } = await race(seed, [1, 1]);
      expect({ seed, outcomes }).toEqual({ seed, outcomes: ['connected', 'connected'] });
      const connected = (await world.connections()).filter(({ state }) => state === 'connected');
      expect({ seed, connected: connected.length }).toEqual({ seed, connected: 1 });
      expect({ seed, sealed: world.sealedLeft() }).toEqual({ seed, sealed: ['AUTHORIZATION', 'CONNECTION'] });
    }
  });

  it.each(['connected', 'needs_reconnect', 'disconnected'])(
    'goes on under the id that it had: %s',
    async (state) => {
      const world = await ConnectingWorld.create();
      const before = await world.connect();
      if (state === 'disconnected') await disconnect(world.main.deps, sessionOf('owner'), before.id, 'keep');
      if (state === 'needs_reconnect') world.platform.revoke('shop_nok');
      await world.live(DAY);
      expect((await world.connection(before.id))?.state).toBe(state);
      const started = await world.start();
      const outcome = await world.comeBack(started, world.platform.consent(started.authorizeUrl, NOK));
      expect(outcome).toMatchObject({ kind: 'connected', connection: { id: before.id, state: 'connected' } });
      // The id that the merchant was told leads there, for an hour.
      expect((await world.connection(started.connectionId))?.id).toBe(before.id);
      expect(await world.connections()).toHaveLength(1);
      world.clock.moveTo(world.clock.now() + HOUR + 1_000);
      expect(await world.connection(started.connectionId)).toBeNull();
      const grant = world.platform.grantOf('shop_nok');
      expect(await world.tokens(before)).toEqual({
        access_token: grant?.access,
        refresh_token: grant?.refresh,
      });
      await world.live(DAY);
      expect(await world.connection(before.id)).toMatchObject({
        state: 'connected',
        health: { problem: null },
      });
    },
  );

  it('is told as lapsed once more when it lapses once more', async () => {
    const world = await ConnectingWorld.create();
    for (let times = 1; times <= 3; times++) {
      await world.connect();
      world.platform.revoke('shop_nok');
      await world.live(DAY);
      expect(world.letters).toHaveLength(times);
    }
  });
});

it('S18: who connected what, by which features, is in the audit trail before it is so', async () => {
  const world = await ConnectingWorld.create();
  const events: string[] = [];
  const started = await world.start({ session: sessionOf('admin') });
  const query = world.platform.consent(started.authorizeUrl, NOK);
  const instance = world.boot({
    faults: {
      at: async (point) => {
        const all = [...world.aws.table('Ledger').values()].map(({ action }) => action?.S);
        if (point === 'before TransactWriteItems')
          events.push(...all.filter((one) => one === 'connection.connect').map(String));
      },
    },
  });
  await world.comeBack(started, query, instance);
  expect(events).toEqual(['connection.connect']);
  const [event] = [...world.aws.table('Ledger').values()].filter(
    ({ action }) => action?.S === 'connection.connect',
  );
  expect(event).toMatchObject({
    actor: { M: { kind: { S: 'member' }, userId: { S: 'u_admin_1' } } },
    connectionId: { S: started.connectionId },
  });
});
