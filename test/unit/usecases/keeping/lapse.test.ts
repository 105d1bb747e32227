import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { chooseAccounts } from '../../../../lambdas/usecases/connecting/choose-accounts.ts';
import { checkConnection } from '../../../../lambdas/usecases/keeping/check-connection.ts';
import { keepAuthorization } from '../../../../lambdas/usecases/keeping/keep-authorization.ts';
import { captureLog } from '../../../support/captured-log.ts';
import {
  ConnectingWorld,
  DAY,
  HOUR,
  type Instance,
  MINUTE,
  NOK,
  SUDA,
  sessionOf,
} from '../../../support/connecting-world.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';
import { crashAt } from '../../../support/simulation.ts';

const COURSES = 150;

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

/** A connected shop that the merchant has taken away at the platform. */
async function revoked(
  seed = 1,
  login = 'consent',
): Promise<{ world: ConnectingWorld; connection: Connection }> {
  const world = await ConnectingWorld.create(seed);
  const connection = await world.connect(NOK, { login });
  world.platform.revoke('shop_nok');
  return { world, connection };
}

const check = ({ deps }: Instance, { workspaceId, id }: Connection) => checkConnection(deps, workspaceId, id);

/** The platform's own word, as a delivery brings it. */
const signal = (world: ConnectingWorld, connection: Connection, name: 'revoked' | 'suspended') =>
  world.main.deps.inbox.connections.recordSignal(connection, {
    type: 'connection',
    accountId: connection.accountId,
    signal: name,
    at: world.clock.now() + 1,
    data: {},
  });

describe('an authorisation that is gone', () => {
  it('asks for a reconnection, destroys the tokens, tells each owner once and nobody else', async () => {
    const { world, connection } = await revoked();
    await world.members.addMember({
      workspaceId: 'ws_1',
      userId: 'u_second',
      role: 'owner',
      email: 'second@example.com',
    });
    await world.live(30 * DAY);
    expect(await world.connection(connection.id)).toMatchObject({
      state: 'needs_reconnect',
      tokenExpiresAt: null,
      health: { problem: 'authorization_gone' },
    });
    expect(await world.tokens(connection)).toBeNull();
    expect(world.letters.map(({ to }) => to).sort()).toEqual(['owner1@example.com', 'second@example.com']);
  });

  it("tells them in the workspace's language, with the account's name, what happened and where to go", async () => {
    for (const [n, words] of [
      [1, ['กรุณาเชื่อมต่อ', 'ร้านนก']],
      [2, ['Please connect', 'ร้านนก']],
    ] as const) {
      const world = await ConnectingWorld.create();
      await world.connect(NOK, { session: sessionOf('owner', n) });
      world.platform.revoke('shop_nok');
      await world.live(DAY);
      const [letter] = world.letters;
      for (const word of words) expect(letter?.subject).toContain(word);
      expect(letter?.text).toContain('https://kaojai.example/');
    }
  });

  it('the webhook of the platform is believed at once, and nothing is asked of the platform', async () => {
    const { world, connection } = await revoked();
    const asked = world.platform.asked.length;
    await signal(world, connection, 'revoked');
    expect((await world.connection(connection.id))?.state).toBe('needs_reconnect');
    await check(world.main, connection);
    expect(world.platform.asked).toHaveLength(asked);
    expect(await world.tokens(connection)).toBeNull();
    expect(world.letters).toHaveLength(1);
    expect((await world.connection(connection.id))?.health.problem).toBe('revoked_by_platform');
  });

  it('that it was suspended is no revocation', async () => {
    const world = await ConnectingWorld.create();
    const connection = await world.connect();
    await signal(world, connection, 'suspended');
    await world.live(DAY);
    expect(await world.connection(connection.id)).toMatchObject({
      state: 'connected',
      health: { problem: 'suspended_by_platform' },
    });
    expect(await world.tokens(connection)).not.toBeNull();
  });

  it('a deployment without an address to write from says so to the operator, once', async () => {
    const { world, connection } = await revoked();
    await checkConnection({ ...world.main.deps, mail: null }, 'ws_1', connection.id);
    await world.live(DAY);
    expect(world.meter.counts.get('OwnersNotTold')).toBe(1);
    expect(world.letters).toEqual([]);
  });

  it('a mail service that is down: told once it is there again, once', async () => {
    const { world } = await revoked();
    const isDown = async (point: string) => {
      if (point === 'before send') throw new Error('down');
    };
    for (let n = 0; n < 5; n++) await world.live(10 * MINUTE, world.boot({ faults: { at: isDown } }));
    expect(world.letters).toEqual([]);
    await world.live(DAY);
    expect(world.letters).toHaveLength(1);
  });

  it('the keeper lets it rest afterwards: nothing is due any more, and the platform is not asked', async () => {
    const { world } = await revoked();
    await world.live(DAY);
    const asked = world.platform.asked.length;
    const calls = world.aws.calls.length;
    await world.live(30 * DAY);
    expect(world.platform.asked).toHaveLength(asked);
    expect([...world.rows()].filter(({ duePk, sk }) => duePk && !sk?.S?.startsWith('HISTORY'))).toEqual([]);
    expect(world.aws.calls.length - calls).toBeLessThan(60);
  });

  it('S18: is in the audit trail', async () => {
    const { world, connection } = await revoked();
    await world.live(DAY);
    const events = [...world.aws.table('Ledger').values()].filter(
      ({ action }) => action?.S === 'connection.lapse',
    );
    expect(events).toMatchObject([
      { reason: { S: 'authorization_gone' }, connectionId: { S: connection.id } },
    ]);
  });
});

describe('by several workers', () => {
  it(`two checks and a renewal: each owner is told once, in ${COURSES} courses`, async () => {
    for (let seed = 0; seed < COURSES; seed++) {
      const { world, connection } = await revoked(seed);
      world.clock.moveTo(world.clock.now() + 3 * HOUR);
      if (seed % 2 === 0) await signal(world, connection, 'revoked');
      const schedule = Schedule.random(new Rng(seed));
      const [one, two, three] = [0, 1, 2].map((n) => world.boot({ faults: schedule.faults(n) })) as [
        Instance,
        Instance,
        Instance,
      ];
      await schedule.run([
        () => check(one, connection),
        () => check(two, connection),
        () => keepAuthorization(three.deps, 'ws_1', connection.authorizationId),
      ]);
      await world.live(DAY);
      expect({ seed, letters: world.letters.length }).toEqual({ seed, letters: 1 });
      expect({ seed, tokens: await world.tokens(connection) }).toEqual({ seed, tokens: null });
      expect((await world.connection(connection.id))?.state).toBe('needs_reconnect');
    }
  });

  it('one of them dies at any of its steps: the tokens go, and each owner is told once, unless it died with a letter in its hand', async () => {
    for (const login of ['consent', 'endless']) {
      for (let n = 1; ; n++) {
        const { world, connection } = await revoked(1, login);
        const dying = world.boot({ faults: crashAt(n) });
        await check(dying, connection).catch(() => {});
        const sentBefore = world.letters.length;
        const noted = (await world.connection(connection.id))?.toldOf;
        await world.live(DAY);
        const where = { login, n };
        expect({ ...where, state: (await world.connection(connection.id))?.state }).toEqual({
          ...where,
          state: 'needs_reconnect',
        });
        expect({ ...where, tokens: await world.tokens(connection) }).toEqual({ ...where, tokens: null });
        // A letter that was handed over and not noted goes out once more: better than none.
        const twice = sentBefore === 1 && !noted ? 1 : 0;
        expect({ ...where, letters: world.letters.length }).toEqual({ ...where, letters: 1 + twice });
        const due = [...world.rows()].filter(({ duePk, sk }) => duePk && !sk?.S?.startsWith('HISTORY'));
        expect({ ...where, due }).toEqual({ ...where, due: [] });
        if (!dying.dead()) break;
      }
    }
  });

  it(`somebody connects anew meanwhile: the new tokens stay, in ${COURSES} courses`, async () => {
    for (let seed = 0; seed < COURSES; seed++) {
      const { world, connection } = await revoked(seed);
      world.clock.moveTo(world.clock.now() + HOUR);
      if (seed % 2 === 0) await signal(world, connection, 'revoked');
      world.clock.moveTo(world.clock.now() + MINUTE);
      const started = await world.start();
      const query = world.platform.consent(started.authorizeUrl, NOK);
      const schedule = Schedule.random(new Rng(seed));
      const [keeper, browser] = [0, 1].map((n) => world.boot({ faults: schedule.faults(n) })) as [
        Instance,
        Instance,
      ];
      await schedule.run<unknown>([
        () => check(keeper, connection),
        () => world.comeBack(started, query, browser),
      ]);
      await world.live(DAY);
      const after = await world.connection(connection.id);
      const tokens = await world.tokens(connection);
      expect({ seed, state: after?.state, problem: after?.health.problem }).toEqual({
        seed,
        state: 'connected',
        problem: null,
      });
      expect(tokens?.access_token).toBe(world.platform.grantOf('shop_nok')?.access);
      expect(world.letters.length).toBeLessThanOrEqual(1);
    }
  });
});

describe('two shops behind one consent', () => {
  async function both() {
    const world = await ConnectingWorld.create();
    const started = await world.start();
    await world.comeBack(started, world.platform.consent(started.authorizeUrl, SUDA));
    const ids = SUDA.accounts.map(({ id }) => id);
    const chosen = await chooseAccounts(world.main.deps, sessionOf('owner'), started.connectionId, ids);
    return { world, chosen: chosen as unknown as [Connection, Connection] };
  }

  it('taken away together: both ask for a reconnection, one letter each, no tokens left', async () => {
    const { world, chosen } = await both();
    world.platform.revoke('shop_suda_1');
    await world.live(DAY);
    for (const { id } of chosen) expect((await world.connection(id))?.state).toBe('needs_reconnect');
    expect(world.letters).toHaveLength(2);
    expect(world.sealedLeft()).toEqual(['CONNECTION', 'CONNECTION']);
  });

  it('one is told to be revoked: the other goes on with the tokens', async () => {
    const { world, chosen } = await both();
    await signal(world, chosen[0], 'revoked');
    await world.live(7 * DAY);
    expect((await world.connection(chosen[0].id))?.state).toBe('needs_reconnect');
    expect(await world.connection(chosen[1].id)).toMatchObject({
      state: 'connected',
      health: { problem: null },
    });
    expect(world.letters).toHaveLength(1);
  });

  it('the worker dies at any step of the renewal that finds out: both end the same', async () => {
    for (let n = 1; ; n++) {
      const { world, chosen } = await both();
      world.platform.revoke('shop_suda_1');
      world.clock.moveTo(world.clock.now() + 3 * HOUR);
      const dying = world.boot({ faults: crashAt(n) });
      await keepAuthorization(dying.deps, 'ws_1', chosen[0].authorizationId).catch(() => {});
      await world.live(DAY);
      const states = await Promise.all(chosen.map(async ({ id }) => (await world.connection(id))?.state));
      expect({ n, states }).toEqual({ n, states: ['needs_reconnect', 'needs_reconnect'] });
      expect({ n, sealed: world.sealedLeft() }).toEqual({ n, sealed: ['CONNECTION', 'CONNECTION'] });
      if (!dying.dead()) break;
    }
  });
});

it('a connection that is being disconnected when its authorisation goes is disconnected, and nobody is told', async () => {
  const { world, connection } = await revoked();
  await world.main.deps.connections
    .change(connection, { closing: 'keep', checkAt: world.clock.now() + MINUTE })
    .then((changed) => {
      if (changed === null) throw new Error('not changed');
    });
  world.clock.moveTo(world.clock.now() + 3 * HOUR);
  await keepAuthorization(world.main.deps, 'ws_1', connection.authorizationId);
  await world.live(DAY);
  expect((await world.connection(connection.id))?.state).toBe('disconnected');
  expect(world.letters).toEqual([]);
});
