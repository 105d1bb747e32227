import { captureLog } from '../../../support/captured-log.ts';
import { HOUR, MINUTE } from '../../../support/connecting-world.ts';
import type { MessengerKind, SendFault } from '../../../support/fake-messenger.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';
import { type SendingInstance, SendingWorld } from '../../../support/sending-world.ts';
import { faultsOf } from '../../../support/sent-once.ts';
import { Crash, type Faults } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

/** Of each kind of platform and of trouble. */
const COURSES = 90;
const SENDERS = 3;

interface Trouble {
  /** How likely a call of the platform goes wrong. */
  readonly faults?: number;
  /** How likely somebody dies at a step. */
  readonly deaths?: number;
  /** How likely somebody stands still at a step for longer than a claim lasts. */
  readonly stalls?: number;
}

const LOST: readonly SendFault[] = [{ kind: 'unsent' }, { kind: 'hang' }, { kind: 'lost' }];
const SAID: readonly SendFault[] = [
  { kind: 'refuse', refusal: 'unavailable' },
  { kind: 'refuse', refusal: 'rate_limited', retryAfterMs: 5_000 },
  { kind: 'refuse', refusal: 'content_refused' },
];

function troubles(world: SendingWorld, rng: Rng, { deaths = 0, stalls = 0 }: Trouble): Faults {
  return {
    at: async () => {
      if (rng.chance(stalls)) world.clock.moveTo(world.clock.now() + 2 * MINUTE);
      if (rng.chance(deaths)) throw new Crash();
    },
  };
}

/** Echoes come while the senders work. */
async function hear(world: SendingWorld, instance: SendingInstance): Promise<void> {
  for (let i = 0; i < 12; i++) {
    const [echo] = world.messenger.echoes;
    if (!echo) await instance.sending.store.head(world.ref, 'fresh');
    // It comes again when nobody has taken it.
    else await instance.deliver(echo).then(() => world.messenger.echoes.splice(0, 1));
  }
}

/** The sender that the queue calls: what is asked of it meanwhile is done meanwhile, be it written yet or not. */
async function jobsOf(world: SendingWorld, instance: SendingInstance): Promise<void> {
  for (let i = 0; i < 4; i++) {
    const job = world.jobs.at(-1);
    if (job) await instance.send(job.ref);
  }
}

/** Several senders, a writer and a worker at once, in any order of their steps; then calm, and time for everything. */
async function course(world: SendingWorld, seed: number, kind: Partial<MessengerKind>, trouble: Trouble) {
  const rng = new Rng(seed);
  await world.reset(kind);
  world.messenger.fault = () => (rng.chance(trouble.faults ?? 0) ? rng.pick([...LOST, ...SAID]) : undefined);
  for (const text of ['a', 'b', 'c']) await world.main.write(text);
  const schedule = Schedule.random(rng);
  const boot = (worker: number) =>
    world.boot({ faults: schedule.faults(worker, troubles(world, rng, trouble)) });
  const senders = Array.from({ length: SENDERS }, (_, i) => boot(i));
  const [writer, worker] = [boot(SENDERS), boot(SENDERS + 1)];
  const settled = await schedule.run([
    ...senders.map((sender) => () => sender.send()),
    async () => void (await writer.write('d')),
    () => jobsOf(world, boot(SENDERS + 2)),
    () => hear(world, worker),
  ]);
  world.messenger.fault = () => undefined;
  world.main = world.boot();
  await world.live(5 * MINUTE);
  await world.deliverEchoes();
  await world.live(3 * HOUR);
  await world.deliverEchoes();
  return settled;
}

const KINDS: readonly (readonly [string, Partial<MessengerKind>])[] = [
  ['without keys or echoes', {}],
  ['with keys, in batches', { idempotent: true, batch: 5 }],
  ['with keys, one by one', { idempotent: true }],
  ['with named echoes', { echo: 'after' }],
  ['with named echoes of a changed text', { echo: 'after', rewrite: (text: string) => `${text}!` }],
  ['with nameless echoes', { echo: 'after', named: false }],
];

describe.each(KINDS)('F13 F14: several senders at once, %s', (_name, kind) => {
  it.each<[string, Trouble, RegExp | null]>([
    ['in calm', {}, null],
    ['with calls that go wrong', { faults: 0.3 }, null],
    ['with some that die', { faults: 0.1, deaths: 0.01 }, null],
    // Who stands still for longer than a claim lasts is over by its function's own time limit; should it not be, order may suffer.
    ['with some that stand still for minutes', { faults: 0.1, stalls: 0.02 }, /^overtaken/],
  ])('%s: each message at most once, in order', async (_trouble, trouble, suffered) => {
    const world = await SendingWorld.create();
    world.staleness = 0.3;
    const endings = new Set<string>();
    for (let seed = 1; seed <= COURSES; seed++) {
      await course(world, seed, kind, trouble);
      const faults = (await faultsOf(world)).filter((fault) => !suffered?.test(fault));
      expect({ seed, faults }).toEqual({ seed, faults: [] });
      for (const state of await world.states()) endings.add(state);
    }
    expect(endings).toContain('sent');
    if (Object.keys(trouble).length === 0) expect([...endings]).toEqual(['sent']);
  });
});
