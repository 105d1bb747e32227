import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import type { LivePush } from '../../../../lambdas/ports/live.ts';
import { inboxKeys } from '../../../../lambdas/store/keys.ts';
import { changeOf, type StreamRecord } from '../../../../lambdas/store/live-changes.ts';
import { tellChanges } from '../../../../lambdas/usecases/live/tell-changes.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { type LiveApi, LiveBrowser, type Shown } from '../../../support/live-browser.ts';
import { LiveWorld } from '../../../support/live-world.ts';
import { Rng } from '../../../support/rng.ts';

const RUNS = 300;
const STEPS = 120;
/** How much later the index comes: longer than most other things take. */
const LAG = 40;
const CONVERSATIONS = ['a', 'b', 'c', 'd'];

/** Everything that happens by itself, in an order that chance decides. */
class Tasks {
  readonly #rng: Rng;
  readonly #open: (() => void | Promise<void>)[] = [];

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  readonly later = (task: () => void | Promise<void>): void => void this.#open.push(task);

  async one(): Promise<void> {
    const [task] = this.#open.splice(this.#rng.below(Math.max(1, this.#open.length)), 1);
    await task?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async all(): Promise<void> {
    while (this.#open.length > 0) await this.one();
  }
}

/** The table: what is so, an index that comes after it, and a stream. */
class Truth implements LiveApi {
  readonly heads = new Map<string, Shown>();
  readonly entries = new Map<string, Map<string, number>>();
  readonly stream: StreamRecord[] = [];
  readonly #index = new Map<string, Shown>();
  readonly #lag = new Set<Promise<void>>();
  readonly #later: Tasks['later'];
  #count = 0;

  constructor(later: Tasks['later']) {
    this.#later = later;
  }

  list = () => this.#index;
  conversation = (id: string) => this.heads.get(id) ?? null;
  timeline = (id: string) => this.entries.get(id) ?? new Map<string, number>();
  listIsSettled = async () => void (await Promise.all([...this.#lag]));

  writeEntry(id: string, entryId: string): void {
    const entries = this.entries.get(id) ?? new Map<string, number>();
    this.entries.set(id, entries.set(entryId, ++this.#count));
    this.#record(inboxKeys.entry('ws_a', id, entryId));
  }

  writeHead(id: string): void {
    const head = { revision: ++this.#count, value: this.#count };
    this.heads.set(id, head);
    this.#record(inboxKeys.head('ws_a', id));
    this.#follow(id);
  }

  erase(id: string): void {
    this.heads.delete(id);
    this.entries.delete(id);
    this.#record(inboxKeys.entry('ws_a', id, 'e0'));
    this.#record(inboxKeys.head('ws_a', id));
    this.#follow(id);
  }

  #record({ pk, sk }: { pk: string; sk: string }): void {
    this.stream.push({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } });
  }

  /** The index has it later, and each row in the order in which it was written. */
  #follow(id: string): void {
    const done = new Promise<void>((resolve) => {
      const follow = (turns: number): void => {
        if (turns > 0) {
          this.#later(() => follow(turns - 1));
          return;
        }
        const now = this.heads.get(id);
        if (now) this.#index.set(id, now);
        else this.#index.delete(id);
        resolve();
      };
      follow(LAG);
    });
    this.#lag.add(done);
    void done.then(() => this.#lag.delete(done));
  }
}

class Run {
  readonly rng: Rng;
  readonly tasks: Tasks;
  readonly truth: Truth;
  readonly world = new LiveWorld();
  readonly browser: LiveBrowser;
  /** `dead`: the browser is not there any more, and nobody knows. */
  readonly state = new Map<string, 'open' | 'dead' | 'closed'>();
  now = '';
  #made = 0;
  #told = 0;

  constructor(seed: number) {
    this.rng = new Rng(seed);
    this.tasks = new Tasks(this.rng);
    this.truth = new Truth(this.tasks.later);
    this.browser = new LiveBrowser(this.truth, this.tasks.later, 'a');
    Object.assign(this.world.push, this.#push());
  }

  #push(): LivePush {
    return {
      tell: async (id, text) => {
        const state = this.state.get(id);
        if (state === 'closed') return 'gone';
        if (this.rng.chance(0.03)) throw new Unavailable('a live socket');
        if (state === 'dead') return 'told';
        const deliver = () => {
          if (id === this.now && this.state.get(id) === 'open') this.browser.hear(JSON.parse(text));
        };
        this.tasks.later(deliver);
        if (this.rng.chance(0.1)) this.tasks.later(deliver);
        return 'told';
      },
      close: async (id) => void this.state.set(id, 'closed'),
    };
  }

  /** The stream in batches; one may come again. */
  fanOut(): void {
    const from = this.rng.chance(0.1) ? Math.max(0, this.#told - 3) : this.#told;
    const to = Math.min(this.truth.stream.length, from + 1 + this.rng.below(5));
    const batch = this.truth.stream.slice(from, to);
    this.#told = Math.max(this.#told, to);
    if (batch.length > 0)
      this.tasks.later(() =>
        tellChanges(
          this.world.deps,
          batch.flatMap((record) => changeOf(record) ?? []),
        ),
      );
  }

  get untold(): boolean {
    return this.#told < this.truth.stream.length;
  }

  async connect(): Promise<void> {
    if (this.now !== '') this.state.set(this.now, 'closed');
    this.now = `c${this.#made++}`;
    this.state.set(this.now, 'open');
    await this.world.open(this.now, 'u1');
    await this.show(this.browser.conversationId);
  }

  /** One at a time, so that the last one holds. */
  async show(conversationId: string): Promise<void> {
    this.browser.conversationId = conversationId;
    this.browser.waitsForReady = true;
    const { cursor } = this.browser;
    const after = this.#fresh && cursor !== undefined ? { after: cursor } : {};
    this.#fresh = false;
    await this.world.say(this.now, { type: 'view', inbox: true, conversationId, ...after });
  }
  #fresh = true;

  async act(): Promise<void> {
    const id = this.rng.pick(CONVERSATIONS);
    const dice = this.rng.next();
    if (dice < 0.3) {
      this.truth.writeEntry(id, `e${this.rng.below(4)}`);
      this.truth.writeHead(id);
    } else if (dice < 0.4) this.truth.writeHead(id);
    else if (dice < 0.45) this.truth.erase(id);
    else if (dice < 0.5) await this.reconnect();
    else if (dice < 0.53) this.state.set(this.now, 'dead');
    else if (dice < 0.58 && !this.browser.waitsForReady) await this.show(id);
    else if (dice < 0.75) this.fanOut();
    else if (dice < 0.95) for (let i = this.rng.below(10); i >= 0; i--) await this.tasks.one();
    else await this.tasks.all();
  }

  async reconnect(): Promise<void> {
    this.#fresh = true;
    await this.connect();
  }

  /** Until nothing happens any more. A browser notices that its socket is dead, or closed, and comes again. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 50; round++) {
      while (this.untold) this.fanOut();
      await this.tasks.all();
      if (this.state.get(this.now) === 'open' && !this.untold) return;
      await this.reconnect();
    }
    throw new Error('it never gets quiet');
  }
}

describe('F22: whatever happens to sockets', () => {
  captureLog();

  it('the browser ends with exactly what the table has', async () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const run = new Run(seed);
      await run.connect();
      for (let step = 0; step < STEPS; step++) await run.act();
      await run.quiet();
      expect([seed, sorted(run.browser.conversations)]).toEqual([seed, sorted(run.truth.heads)]);
      const timeline = run.truth.timeline(run.browser.conversationId);
      expect([seed, sorted(run.browser.timeline)]).toEqual([seed, sorted(timeline)]);
    }
  });

  it('sockets that are gone are forgotten with the next change', async () => {
    const run = new Run(7);
    await run.connect();
    for (let i = 0; i < 5; i++) await run.reconnect();
    expect(await run.world.sockets.of('ws_a')).not.toHaveLength(1);
    run.truth.writeHead('a');
    await run.quiet();
    const open = (await run.world.sockets.of('ws_a')).map(({ connectionId }) => connectionId);
    expect(open).toEqual([run.now]);
  });
});

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => a.localeCompare(b));
}
