import { captureLog } from '../../../support/captured-log.ts';
import { HOUR, MINUTE } from '../../../support/connecting-world.ts';
import type { SendFault } from '../../../support/fake-messenger.ts';
import { type SendingInstance, type SendingOptions, SendingWorld } from '../../../support/sending-world.ts';
import { faultsOf } from '../../../support/sent-once.ts';
import { Crash, crashAt } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

interface Course {
  readonly options?: SendingOptions;
  /** Before anything dies. */
  readonly begin?: (world: SendingWorld) => Promise<unknown>;
  /** What dies. */
  readonly act: (instance: SendingInstance, world: SendingWorld) => Promise<unknown>;
  /** Once more, as whoever asked does when nobody answered; default: nothing. */
  readonly again?: (world: SendingWorld) => Promise<unknown>;
  readonly least: number;
}

/**
 * Lets `act` die before and after each call that it makes; then new instances work for hours, and the phone and the timeline are looked at.
 * @returns every ending: states of what was written
 */
async function killEverywhere({ options = {}, begin, act, again, least }: Course): Promise<string[]> {
  const endings = new Set<string>();
  const world = await SendingWorld.create(options);
  for (let n = 1; ; n++) {
    await world.reset();
    await begin?.(world);
    const dying = world.boot({ faults: crashAt(n) });
    world.messenger.onEcho = (echo) => world.main.deliver(echo);
    await act(dying, world).catch(() => {});
    world.main = world.boot();
    await again?.(world);
    await world.live(10 * MINUTE);
    await world.deliverEchoes();
    await world.live(3 * HOUR);
    await world.deliverEchoes();
    expect({ n, faults: await faultsOf(world), jobs: world.jobs }).toEqual({ n, faults: [], jobs: [] });
    endings.add((await world.states()).join(' '));
    if (!dying.dead()) {
      expect(n).toBeGreaterThan(least);
      return [...endings].sort();
    }
  }
}

const lost = (): SendFault => ({ kind: 'lost' });

describe('F13 F14: killed at each step of', () => {
  it('queueing: one message or none, and one with the same key', async () => {
    const endings = await killEverywhere({
      options: { echo: 'none' },
      act: (instance) => instance.write('ก'),
      least: 10,
    });
    expect(endings).toEqual(['', 'sent']);
    const repeated = await killEverywhere({
      act: (instance) => instance.write('ก'),
      again: (world) => world.main.write('ก'),
      least: 10,
    });
    expect(repeated).toEqual(['sent']);
  });

  it('queueing a second message, with a sender that is at once there', async () => {
    const endings = await killEverywhere({
      options: { echo: 'none' },
      begin: (world) => world.main.write('ก'),
      act: async (instance, world) => {
        const written = instance.write('ข', { lastSeenEntryId: (await world.lines()).at(-1)?.id });
        await written.finally(() => world.live(1_000));
      },
      least: 10,
    });
    expect(endings).toEqual(['sent', 'sent sent']);
  });

  it('queueing by two members, of whom one sees the other’s answer or is told of it', async () => {
    const endings = await killEverywhere({
      options: { echo: 'none' },
      act: async (instance, world) => {
        const lastSeenEntryId = (await world.lines()).at(-1)?.id;
        const writes = [instance.write('ก', { lastSeenEntryId }), world.main.write('ข', { lastSeenEntryId })];
        const answers = await Promise.allSettled(writes);
        const taken = answers.filter(({ status }) => status === 'fulfilled');
        expect(taken.length).toBeLessThanOrEqual(1);
      },
      least: 10,
    });
    expect(endings).toEqual(['sent']);
  });

  it('doing a job for a message that its writer, who died, has left in the head alone', async () => {
    const endings = await killEverywhere({
      options: { echo: 'none' },
      begin: async (world) => {
        const at = async (point: string) => {
          if (point === 'after PutItem') throw new Crash();
        };
        await world
          .boot({ faults: { at } })
          .write('ก')
          .catch(() => {});
        expect(await world.written()).toEqual([]);
      },
      act: async (instance, world) => {
        const [job] = world.jobs;
        await instance.send(job?.ref);
      },
      least: 8,
    });
    expect(endings).toEqual(['sent', 'unknown']);
  });

  it.each([
    ['without keys or echoes', { echo: 'none' }, ['sent sent', 'unknown sent', 'sent unknown']],
    ['with keys, in batches', { idempotent: true, batch: 5 }, ['sent sent']],
    ['with named echoes', { echo: 'after' }, ['sent sent', 'sent unknown', 'unknown sent']],
    ['with echoes before the answer', { echo: 'before' }, ['sent sent', 'sent unknown', 'unknown sent']],
    ['with echoes instead of the id', { echo: 'instead' }, ['sent sent', 'sent unknown', 'unknown sent']],
    ['with nameless echoes', { echo: 'after', named: false }, ['sent sent', 'sent unknown', 'unknown sent']],
  ] as const)('sending two messages %s', async (_name, options, allowed) => {
    const endings = await killEverywhere({
      options,
      begin: async (world) => {
        await world.main.write('ก');
        await world.main.write('ข');
      },
      act: (instance) => instance.send(),
      least: 30,
    });
    expect(endings.filter((ending) => !allowed.includes(ending as never))).toEqual([]);
    expect(endings).toContain('sent sent');
  });

  it('an answer by reply token: free or paid, never both', async () => {
    const ways = new Set<string>();
    const endings = await killEverywhere({
      options: { idempotent: true, batch: 5 },
      begin: async (world) => {
        const until = world.clock.now() + MINUTE;
        world.messenger.tokens.set('reply-token', until);
        await world.receive('มีของไหม', { replyToken: { token: 'reply-token', until } });
        await world.main.write('มีค่ะ');
      },
      act: (instance) => instance.send(),
      again: async (world) => void ways.add(String(world.phone[0]?.call?.byToken)),
      least: 30,
    });
    expect(endings).toEqual(['sent', 'unknown']);
    expect(ways).toContain('true');
  });

  it.each([
    ['with keys', { idempotent: true }, ['sent']],
    ['without keys', { echo: 'after' }, ['sent', 'unknown']],
    ['without keys or echoes', {}, ['unknown']],
  ] as const)('settling a call whose answer was lost, %s', async (_name, options, allowed) => {
    const endings = await killEverywhere({
      options,
      begin: async (world) => {
        world.messenger.fault = (_batch, nth) => (nth === 1 ? lost() : undefined);
        await world.main.write('ก');
      },
      act: (instance) => instance.send(),
      least: 20,
    });
    expect(endings).toEqual(allowed);
  });

  it.each([
    ['by its name', { echo: 'after' }],
    ['by what it says', { echo: 'after', named: false }],
    ['changed and without a name', { echo: 'before', named: false, rewrite: (text: string) => `${text}.` }],
  ] as const)('handling an echo %s', async (_name, options) => {
    const endings = await killEverywhere({
      options,
      begin: async (world) => {
        await world.main.write('ก');
      },
      act: async (instance, world) => {
        const deliver = async (item: Parameters<SendingInstance['deliver']>[0]) => {
          // A delivery whose worker died comes again.
          await instance.deliver(item).catch(() => void world.messenger.echoes.push(item as never));
        };
        world.messenger.onEcho = deliver;
        await world.main.send();
        for (const echo of world.messenger.echoes.splice(0)) await deliver(echo);
      },
      least: 4,
    });
    expect(endings).toEqual(['sent']);
  });
});
