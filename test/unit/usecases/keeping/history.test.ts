import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { disconnect } from '../../../../lambdas/usecases/connecting/disconnect.ts';
import { importHistory } from '../../../../lambdas/usecases/keeping/import-history.ts';
import { place } from '../../../../lambdas/usecases/places.ts';
import { recordMessage } from '../../../../lambdas/usecases/record-message.ts';
import { captureLog } from '../../../support/captured-log.ts';
import {
  ConnectingWorld,
  DAY,
  HOUR,
  type Instance,
  MINUTE,
  SECOND,
  sessionOf,
} from '../../../support/connecting-world.ts';
import { messageOf } from '../../../support/fake-connector.ts';
import type { FakeMessage } from '../../../support/fake-platform.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';
import { crashAt } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const run = ({ deps }: Instance, { workspaceId, id }: Connection) => importHistory(deps, workspaceId, id);

/** A delivery brings a message, at its own time to the millisecond. */
async function deliver({ deps }: Instance, connection: Connection, message: FakeMessage): Promise<void> {
  const current = (await deps.connections.fresh(connection.workspaceId, connection.id)) ?? connection;
  await recordMessage(deps.inbox, current, messageOf(connection.accountId, message), deps.clock.now());
}

/** Messages of two customers, odd milliseconds apart, up to that moment. */
function messages(count: number, until: number): FakeMessage[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `m${i}`,
    customer: i % 3 === 0 ? 'c_suda' : 'c_nok',
    text: `message ${i}`,
    at: until - (count - i) * 7_321,
  }));
}

/** What an agent would see: texts by conversation in order, and how many are unread. */
async function inboxOf(world: ConnectingWorld) {
  const { store, sealer } = world.main.deps.inbox;
  const found: Record<string, unknown> = {};
  for (const { head } of world.inbox.partitions().values()) {
    if (head === null) continue;
    const texts: string[] = [];
    for (const { entryId, sealed } of await store.timeline(head, { limit: 1_000 })) {
      const content = await sealer.open<{ text: string }>(place.entry(head, entryId), sealed);
      texts.push(content?.text ?? 'unreadable');
    }
    found[head.subjectId] = {
      texts: texts.reverse(),
      unread: await store.count(head, 'unread', head.readUpTo ?? null, 1_000),
    };
  }
  return found;
}

async function textsOf(world: ConnectingWorld): Promise<string[]> {
  return Object.values(await inboxOf(world))
    .flatMap((one) => (one as { texts: string[] }).texts)
    .sort();
}

async function unreadOf(world: ConnectingWorld): Promise<number> {
  return Object.values(await inboxOf(world)).reduce<number>(
    (sum, one) => sum + (one as { unread: number }).unread,
    0,
  );
}

async function connected(seed = 1, history = messages(11, Date.parse('2026-09-21T11:00:00.137Z'))) {
  const world = await ConnectingWorld.create(seed);
  world.platform.histories.set('shop_nok', [...history]);
  return { world, connection: await world.connect() };
}

const texts = (history: readonly FakeMessage[]) => history.map(({ text }) => text).sort();

describe('importing earlier messages', () => {
  it('reads all pages a minute after connecting, once, and takes them as read', async () => {
    const { world } = await connected();
    await world.live(10 * MINUTE);
    expect(await textsOf(world)).toEqual(texts(world.platform.histories.get('shop_nok') ?? []));
    expect(await unreadOf(world)).toBe(0);
    // Eleven messages in pages of three.
    expect(world.platform.count('history')).toBe(4);
    await world.live(DAY);
    expect(world.platform.count('history')).toBe(4);
    expect(world.keysLeft().filter((key) => key.includes('HISTORY'))).toEqual([]);
  });

  it('is done in portions: the next job goes on where the last one ended', async () => {
    const history = messages(70, Date.parse('2026-09-21T11:00:00.137Z'));
    const { world } = await connected(1, history);
    await world.live(10 * MINUTE);
    expect(await textsOf(world)).toEqual(texts(history));
    expect(world.platform.count('history')).toBe(24);
  });

  it('where a cursor waits, it is sealed', async () => {
    const { world, connection } = await connected(1, messages(40, Date.parse('2026-09-21T11:00:00.137Z')));
    world.clock.moveTo(world.clock.now() + 2 * MINUTE);
    await run(world.main, connection);
    const [row] = [...world.rows()].filter(({ sk }) => sk?.S?.startsWith('HISTORY'));
    expect(Buffer.from(row?.cursor?.B ?? []).toString('latin1')).not.toContain('30');
    expect(row?.cursor?.B?.length).toBeGreaterThan(20);
  });

  it('nothing to import where the platform has no history', async () => {
    const { world } = await connected(1, []);
    await world.live(HOUR);
    expect(await textsOf(world)).toEqual([]);
    expect(world.keysLeft().filter((key) => key.includes('HISTORY'))).toEqual([]);
  });

  it.each(['unsent', 'hang', 'lost', 'rate_limited', 'unavailable', 'token_invalid'] as const)(
    '%s: tried again, nothing twice, nothing missing',
    async (kind) => {
      const { world } = await connected();
      world.platform.fault = (operation, nth) => {
        if (operation !== 'history' || nth % 2 === 1) return undefined;
        return kind === 'unsent' || kind === 'hang' || kind === 'lost'
          ? { kind }
          : { kind: 'refuse', refusal: kind };
      };
      await world.live(DAY);
      expect(await textsOf(world)).toEqual(texts(world.platform.histories.get('shop_nok') ?? []));
    },
  );

  it('a platform that never gives it: given up after some tries, and the connection goes on', async () => {
    const { world, connection } = await connected();
    world.platform.fault = (operation) =>
      operation === 'history' ? { kind: 'refuse', refusal: 'rejected' } : undefined;
    await world.live(7 * DAY);
    expect(world.platform.count('history')).toBeLessThanOrEqual(9);
    expect(world.meter.counts.get('HistoryGivenUp')).toBe(1);
    expect(await world.connection(connection.id)).toMatchObject({
      state: 'connected',
      health: { problem: null },
    });
  });

  it('disconnected meanwhile: the import ends', async () => {
    const { world, connection } = await connected();
    await disconnect(world.main.deps, sessionOf('owner'), connection.id, 'keep');
    await world.live(HOUR);
    expect(world.platform.count('history')).toBe(0);
    expect(world.keysLeft().filter((key) => key.includes('HISTORY'))).toEqual([]);
  });
});

describe('messages that come by delivery as well', () => {
  it('what was written after connecting is unread, although the history tells it, too', async () => {
    const { world, connection } = await connected();
    world.clock.moveTo(world.clock.now() + 20 * SECOND);
    const live: FakeMessage = { id: 'live', customer: 'c_suda', text: 'live', at: world.clock.now() - 1_111 };
    world.platform.histories.get('shop_nok')?.push(live);
    await deliver(world.main, connection, live);
    await world.live(10 * MINUTE);
    expect((await textsOf(world)).filter((text) => text === 'live')).toHaveLength(1);
    expect(await unreadOf(world)).toBe(1);
  });

  it('what was written after connecting and was never delivered is unread, too', async () => {
    const { world } = await connected();
    world.clock.moveTo(world.clock.now() + 20 * SECOND);
    const missed: FakeMessage = {
      id: 'missed',
      customer: 'c_suda',
      text: 'missed',
      at: world.clock.now() - 1_111,
    };
    world.platform.histories.get('shop_nok')?.push(missed);
    await world.live(10 * MINUTE);
    expect(await textsOf(world)).toContain('missed');
    expect(await unreadOf(world)).toBe(1);
  });

  describe.each([false, true])('the history tells whole seconds: %s', (inSeconds) => {
    /** A message of each kind: long ago, just before and after connecting, just before and after the import. */
    const offsets = [
      -HOUR - 0.137 * SECOND,
      -1.4 * SECOND,
      -0.2 * SECOND,
      0.3 * SECOND,
      20.5 * SECOND,
      59.7 * SECOND,
      60.2 * SECOND,
      61.9 * SECOND,
      90.4 * SECOND,
      2.5 * HOUR + 77,
    ];

    it.each(offsets)(
      'a message %i ms from connecting: once, whichever way brings it first',
      async (offset) => {
        for (const first of ['delivery', 'history'] as const) {
          const { world, connection } = await connected(1, []);
          world.platform.historyInSeconds = inSeconds;
          const message: FakeMessage = {
            id: '42',
            customer: 'c_suda',
            text: 'twin',
            at: connection.connectedAt + offset,
          };
          world.platform.histories.set('shop_nok', [message]);
          world.clock.moveTo(Math.max(world.clock.now() + 2 * MINUTE, message.at + SECOND));
          if (first === 'delivery') await deliver(world.main, connection, message);
          await run(world.main, connection);
          await deliver(world.main, connection, message);
          await run(world.main, connection);
          expect({ first, texts: await textsOf(world) }).toEqual({ first, texts: ['twin'] });
        }
      },
    );

    it('a delivery races the import, in any order of steps: nothing twice, nothing missing', async () => {
      for (let seed = 0; seed < 300; seed++) {
        const offset = offsets[seed % offsets.length] ?? 0;
        const { world, connection } = await connected(
          seed,
          messages(4, Date.parse('2026-09-21T11:00:00.137Z')),
        );
        world.platform.historyInSeconds = inSeconds;
        const message: FakeMessage = {
          id: '42',
          customer: 'c_suda',
          text: 'twin',
          at: connection.connectedAt + offset,
        };
        world.platform.histories.get('shop_nok')?.push(message);
        world.clock.moveTo(Math.max(world.clock.now() + 2 * MINUTE, message.at + SECOND));
        const schedule = Schedule.random(new Rng(seed));
        const [keeper, worker, other] = [0, 1, 2].map((n) => world.boot({ faults: schedule.faults(n) })) as [
          Instance,
          Instance,
          Instance,
        ];
        await schedule.run([
          () => run(keeper, connection),
          () => deliver(worker, connection, message),
          () => run(other, connection),
        ]);
        expect({ seed, texts: await textsOf(world) }).toEqual({
          seed,
          texts: ['message 0', 'message 1', 'message 2', 'message 3', 'twin'],
        });
      }
    });
  });
});

describe('F07: the worker dies', () => {
  it('at each of its steps, and comes again: nothing twice, nothing missing, all of it read', async () => {
    for (let n = 1; ; n++) {
      const { world, connection } = await connected(1, messages(5, Date.parse('2026-09-21T11:00:00.137Z')));
      world.platform.historyInSeconds = n % 2 === 0;
      world.clock.moveTo(world.clock.now() + 2 * MINUTE);
      const dying = world.boot({ faults: crashAt(n) });
      await run(dying, connection).catch(() => {});
      await world.live(HOUR);
      expect({ n, texts: await textsOf(world) }).toEqual({
        n,
        texts: [0, 1, 2, 3, 4].map((i) => `message ${i}`),
      });
      expect({ n, unread: await unreadOf(world) }).toEqual({ n, unread: 0 });
      expect(world.keysLeft().filter((key) => key.includes('HISTORY'))).toEqual([]);
      if (!dying.dead()) break;
    }
  }, 120_000);

  it('with every page: it is finished all the same', async () => {
    const history = messages(20, Date.parse('2026-09-21T11:00:00.137Z'));
    const { world, connection } = await connected(1, history);
    world.clock.moveTo(world.clock.now() + 2 * MINUTE);
    for (let n = 0; n < 12; n++) {
      let pages = 0;
      const at = async (point: string) => {
        if (point === 'after history' && ++pages === 2) throw new Error('died');
      };
      await run(world.boot({ faults: { at } }), connection).catch(() => {});
    }
    expect(await textsOf(world)).toEqual(texts(history));
  });
});

describe('the gap of a connection that had stopped working', () => {
  /** Connected, lapsed after a day, connected again three days later. */
  async function gap() {
    const { world, connection } = await connected();
    await world.live(DAY);
    world.platform.revoke('shop_nok');
    await world.live(DAY);
    const { lapsedAt } = (await world.connection(connection.id)) ?? {};
    return { world, connection, lapsedAt: lapsedAt ?? 0 };
  }

  it('is filled from a day before it was noticed, and what was missed is unread', async () => {
    const { world, lapsedAt } = await gap();
    const history = world.platform.histories.get('shop_nok') ?? [];
    const known: FakeMessage = {
      id: 'before',
      customer: 'c_suda',
      text: 'before',
      at: lapsedAt - 2 * DAY + 3,
    };
    history.push(known);
    history.push({ id: 'unnoticed', customer: 'c_suda', text: 'unnoticed', at: lapsedAt - HOUR + 5 });
    history.push({ id: 'missed', customer: 'c_nok', text: 'missed', at: lapsedAt + HOUR + 7 });
    await world.live(DAY);
    const unread = await unreadOf(world);
    await world.connect();
    await world.live(HOUR);
    const found = await textsOf(world);
    expect(found).toEqual(expect.arrayContaining(['unnoticed', 'missed']));
    expect(found).not.toContain('before');
    expect(await unreadOf(world)).toBe(unread + 2);
  });

  it('F01: what was delivered before, to the millisecond, is not brought again by a history of whole seconds', async () => {
    const { world, connection } = await connected(1, []);
    world.platform.historyInSeconds = true;
    await world.live(DAY);
    const known: FakeMessage = { id: '42', customer: 'c_suda', text: 'known', at: world.clock.now() - 1_234 };
    await deliver(world.main, connection, known);
    world.platform.histories.set('shop_nok', [known]);
    world.platform.revoke('shop_nok');
    await world.live(DAY);
    await world.connect();
    await world.live(HOUR);
    expect(await textsOf(world)).toEqual(['known']);
    expect(await unreadOf(world)).toBe(1);
  });
});
