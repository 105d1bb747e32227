import type { KeeperJob } from '../../../../lambdas/ports/keeper-jobs.ts';
import { keeperHandler } from '../../../../lambdas/runtime/keeper/handler.ts';
import { DynamoDueWork } from '../../../../lambdas/store/dynamo-due-work.ts';
import { Table } from '../../../../lambdas/store/table.ts';
import { renewalTime } from '../../../../lambdas/usecases/connecting/renewal-time.ts';
import { retryTime } from '../../../../lambdas/usecases/keeping/retry-time.ts';
import { sweep } from '../../../../lambdas/usecases/keeping/sweep.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, DAY, HOUR, MINUTE, NOK } from '../../../support/connecting-world.ts';
import type { FakePerson } from '../../../support/fake-platform.ts';
import { FakeKeeperJobs, VirtualClock } from '../../../support/fakes.ts';
import { Rng } from '../../../support/rng.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const name = ({ kind, id }: KeeperJob) => `${kind} ${id}`;

function person(n: number): FakePerson {
  return { id: `p_${n}`, accounts: [{ id: `shop_${n}`, name: `Shop ${n}` }] };
}

function sweeper(world: ConnectingWorld) {
  const jobs = new FakeKeeperJobs();
  const due = new DynamoDueWork(new Table(world.aws.dynamo, 'Connections'));
  return { jobs, sweep: () => sweep({ due, jobs, clock: world.clock }) };
}

describe('handing out what is due', () => {
  it('hands out each thing once, and again after a quarter of an hour if nobody did it', async () => {
    const world = await ConnectingWorld.create();
    for (let n = 0; n < 30; n++) await world.connect(person(n));
    const { jobs, sweep: once } = sweeper(world);
    expect(await once()).toBe(0);
    world.clock.moveTo(world.clock.now() + MINUTE);
    expect(await once()).toBe(60);
    expect(new Set(jobs.jobs.map(name)).size).toBe(60);
    for (let minute = 1; minute < 15; minute++) {
      world.clock.moveTo(world.clock.now() + MINUTE);
      expect(await once()).toBe(0);
    }
    world.clock.moveTo(world.clock.now() + MINUTE);
    expect(await once()).toBe(60);
  });

  it('more than a page is handed out in the same minute', async () => {
    const world = await ConnectingWorld.create();
    for (let n = 0; n < 260; n++) await world.connect(person(n));
    const { jobs, sweep: once } = sweeper(world);
    world.clock.moveTo(world.clock.now() + MINUTE);
    expect(await once()).toBe(520);
    expect(new Set(jobs.jobs.map(name)).size).toBe(520);
  });

  it('two sweeps at the same moment: each thing goes to one of them', async () => {
    const world = await ConnectingWorld.create();
    for (let n = 0; n < 20; n++) await world.connect(person(n));
    const [one, two] = [sweeper(world), sweeper(world)];
    world.clock.moveTo(world.clock.now() + MINUTE);
    await Promise.all([one.sweep(), two.sweep()]);
    const all = [...one.jobs.jobs, ...two.jobs.jobs].map(name);
    expect(all).toHaveLength(40);
    expect(new Set(all).size).toBe(40);
  });

  it('a queue that does not take them: they come again', async () => {
    const world = await ConnectingWorld.create();
    await world.connect();
    const due = new DynamoDueWork(new Table(world.aws.dynamo, 'Connections'));
    const broken = { ask: async () => Promise.reject(new Error('down')) };
    world.clock.moveTo(world.clock.now() + MINUTE);
    await expect(sweep({ due, jobs: broken, clock: world.clock })).rejects.toThrow('down');
    world.clock.moveTo(world.clock.now() + 15 * MINUTE);
    expect(await sweeper(world).sweep()).toBe(2);
  });

  it('what nobody has to look after is not there: pending, lapsed and disconnected connections', async () => {
    const world = await ConnectingWorld.create();
    await world.start();
    world.clock.moveTo(world.clock.now() + 30 * MINUTE);
    expect(await sweeper(world).sweep()).toBe(0);
  });
});

describe('spreading the work', () => {
  it('a thousand accounts connected at once are not renewed at once', () => {
    const rng = new Rng(7);
    const random = { fraction: () => rng.next(), bytes: () => Buffer.alloc(0) };
    const facts = { renewal: { kind: 'refresh', singleUse: true } } as Parameters<typeof renewalTime>[0];
    const times = Array.from({ length: 1_000 }, () => renewalTime(facts, 0, 4 * HOUR, random) ?? 0);
    const perMinute = new Map<number, number>();
    for (const time of times)
      perMinute.set(Math.floor(time / MINUTE), (perMinute.get(Math.floor(time / MINUTE)) ?? 0) + 1);
    expect(Math.max(...perMinute.values())).toBeLessThan(80);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0.45 * 4 * HOUR);
    expect(Math.max(...times)).toBeLessThanOrEqual(0.55 * 4 * HOUR);
  });

  it('what failed is tried later and later, at different moments, never after more than seven and a half hours', () => {
    const rng = new Rng(7);
    const deps = {
      clock: new VirtualClock(0),
      random: { fraction: () => rng.next(), bytes: () => Buffer.alloc(0) },
    };
    for (const [failures, least, most] of [
      [1, 0.75 * MINUTE, 1.25 * MINUTE],
      [2, 1.5 * MINUTE, 2.5 * MINUTE],
      [5, 12 * MINUTE, 20 * MINUTE],
      [40, 4.5 * HOUR, 7.5 * HOUR],
    ] as const) {
      const times = Array.from({ length: 200 }, () => retryTime(deps, failures));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(least);
      expect(Math.max(...times)).toBeLessThanOrEqual(most);
      expect(new Set(times).size).toBeGreaterThan(150);
    }
    expect(retryTime(deps, 1, DAY)).toBe(DAY);
  });
});

describe('the queue of the keeper', () => {
  const record = (body: string, messageId: string) => ({ messageId, body });

  it('one job that fails comes back alone', async () => {
    const world = await ConnectingWorld.create();
    const [one, two] = [await world.connect(person(1)), await world.connect(person(2))];
    const handle = keeperHandler(world.main.deps);
    world.platform.fault = (operation) => (operation === 'check' ? { kind: 'unsent' } : undefined);
    const bodies = [
      JSON.stringify({ v: 1, kind: 'connection', workspaceId: 'ws_1', id: one.id }),
      JSON.stringify({ v: 2, kind: 'connection', workspaceId: 'ws_1', id: two.id }),
      'not JSON',
      JSON.stringify({ v: 1, kind: 'tea', workspaceId: 'ws_1', id: two.id }),
    ];
    const Records = bodies.map((body, i) => record(body, `m${i}`));
    const answer = await handle({ Records } as unknown as Parameters<typeof handle>[0]);
    expect(answer.batchItemFailures).toEqual([1, 2, 3].map((i) => ({ itemIdentifier: `m${i}` })));
    expect(world.meter.counts.get('KeepingFailed')).toBe(3);
  });

  it('a job done twice, or for something that is gone, does no harm', async () => {
    const world = await ConnectingWorld.create();
    const connection = await world.connect(NOK);
    for (const kind of ['connection', 'authorization', 'history'] as const) {
      for (const id of [connection.id, connection.id, 'c_gone']) {
        await world.main.deps.jobs.ask([{ kind, workspaceId: 'ws_1', id }]);
      }
    }
    await world.main.work();
    expect(world.aws.messages).toEqual([]);
    expect(await world.connection(connection.id)).toMatchObject({
      state: 'connected',
      health: { problem: null },
    });
  });
});
