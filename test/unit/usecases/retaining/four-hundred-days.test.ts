import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { readTimeline } from '../../../../lambdas/usecases/read-timeline.ts';
import { sweepRetention } from '../../../../lambdas/usecases/retaining/sweep-retention.ts';
import { DAY, RetentionWorld } from '../../../support/retention-world.ts';
import { Rng } from '../../../support/rng.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The promise: nothing is kept for longer than this over its time. */
const TOLERATED = 48 * HOUR;
const CUSTOMERS = [
  ...['a', 'b', 'c', 'd'].map((name) => ['line', name] as const),
  ...['e', 'f', 'g'].map((name) => ['shopee', name] as const),
  ['facebook', 'h'] as const,
];

/** 400 days of one shop. Everything that happens follows from the seed. */
class Course {
  readonly world = new RetentionWorld();
  readonly #rng: Rng;
  readonly #ids = new Map<string, string>();
  readonly #platformOf = new Map<string, string>();
  /** By conversation: up to when a hold kept it. */
  readonly #heldUntil = new Map<string, number>();
  readonly #held = new Map<string, string>();
  #rulesSince = 0;
  #holds = 0;
  crashes = 0;
  /** Messages that were taken, by conversation, in order of time. */
  readonly #taken = new Map<string, number[]>();

  constructor(seed: number) {
    this.#rng = new Rng(seed);
  }

  async begin(): Promise<void> {
    await this.world.begin();
    for (const [platform, customer] of CUSTOMERS) {
      const id = await this.world.know(customer, platform);
      this.#ids.set(customer, id);
      this.#platformOf.set(id, platform);
    }
    await this.#choose();
  }

  /** A quarter of a day: what people do, a turn or two of the sweep which may die anywhere, and the look of somebody who checks. */
  async step(): Promise<void> {
    const { clock } = this.world;
    clock.moveTo(clock.now() + 6 * HOUR);
    // Some are silent for months.
    for (const [platform, customer] of CUSTOMERS)
      if (this.#rng.chance(customer < 'c' ? 0.15 : 0.006)) await this.#write(platform, customer);
    if (this.#rng.chance(0.01)) await this.#placeHold();
    if (this.#rng.chance(0.02)) await this.#releaseHold();
    if (this.#rng.chance(0.004)) await this.#choose();
    await this.#turn(0.5);
    clock.moveTo(clock.now() + 11 * MINUTE);
    await this.#turn(0.3);
  }

  /** A turn that, with that probability, dies at one of its calls, whichever it is. */
  async #turn(dying: number): Promise<void> {
    const { aws, deps } = this.world;
    const at = this.#rng.chance(dying) ? this.#rng.below(120) : Number.POSITIVE_INFINITY;
    let calls = 0;
    aws.failure = () => (++calls > at ? new Unavailable('whatever it was') : undefined);
    await sweepRetention(deps, MINUTE).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error;
      this.crashes++;
    });
    aws.failure = () => undefined;
  }

  async #write(platform: string, customer: string): Promise<void> {
    const file = this.#rng.chance(0.3);
    const id = this.#ids.get(customer) ?? '';
    try {
      const { applied } = await this.world.receive(platform, customer, { file });
      if (applied === 'taken') this.#taken.set(id, [...(this.#taken.get(id) ?? []), this.world.clock.now()]);
    } catch (error) {
      // Its conversation is going; the queue brings it back.
      if (!(error instanceof Unavailable)) throw error;
    }
  }

  async #placeHold(): Promise<void> {
    const [, customer] = this.#rng.pick(CUSTOMERS);
    const conversationId = this.#ids.get(customer) ?? '';
    if (this.#held.has(conversationId)) return;
    const id = `hold_${++this.#holds}`;
    await this.world.hold(id, { conversationId });
    this.#held.set(conversationId, id);
  }

  async #releaseHold(): Promise<void> {
    const [first] = this.#held;
    if (!first) return;
    const [conversationId, id] = first;
    await this.world.holds.release('ws_shop', id, 'u_owner', this.world.clock.now());
    this.#held.delete(conversationId);
    this.#heldUntil.set(conversationId, this.world.clock.now());
  }

  async #choose(): Promise<void> {
    const days = () => 10 + this.#rng.below(70);
    await this.world.choose([
      { platform: null, category: 'messages', days: days() },
      { platform: 'line', category: 'files', days: days() },
      { platform: null, category: 'conversations', days: days() },
    ]);
    this.#rulesSince = this.world.clock.now();
  }

  /** Nothing that is over is read by anybody, and nothing that is not over is missing. */
  async checkReading(): Promise<void> {
    const view = this.world.view();
    const now = this.world.clock.now();
    for (const [id, platform] of this.#platformOf) {
      const messages = await this.world.daysOf(platform, 'messages');
      const whole = await this.world.daysOf(platform, 'conversations');
      const page = await readTimeline(view, this.world.session, id, { limit: 200 }).catch(() => null);
      const times = (page?.items ?? []).flatMap((item) => ('sentAt' in item ? [item.sentAt] : []));
      expect(times.filter((at) => at < now - messages || Math.max(...times) < now - whole)).toEqual([]);
      // No rule that ever held was shorter than ten days.
      const kept = (this.#taken.get(id) ?? []).filter((at) => at >= now - 10 * DAY);
      expect(kept.filter((at) => !times.includes(at))).toEqual([]);
    }
  }

  /** No row and no object is there for longer than two days after its time, its hold, or the change of the rule that ended it. */
  async checkStoring(): Promise<void> {
    const now = this.world.clock.now();
    const stored = this.world.stored();
    for (const [id, platform] of this.#platformOf) {
      if (this.#held.has(id)) continue;
      const since = Math.max(this.#rulesSince, this.#heldUntil.get(id) ?? 0);
      if (now - since <= TOLERATED) continue;
      const own = stored.filter(({ conversationId }) => conversationId === id);
      const messages = await this.world.daysOf(platform, 'messages');
      const files = await this.world.daysOf(platform, 'files');
      const whole = await this.world.daysOf(platform, 'conversations');
      const old = (at: number, days: number) => at + days + TOLERATED < now;
      const late = own.filter(({ at }) => at !== null && old(at, messages));
      const latest = Math.max(0, ...(this.#taken.get(id) ?? []));
      const wholeLate = old(latest, whole) ? own : [];
      const objects = own.filter(({ what }) => what === 'object').length;
      const young = own.filter(({ at, what }) => what === 'F' && at !== null && !old(at, files)).length;
      expect([...late, ...wholeLate]).toEqual([]);
      // A file and its thumbnail.
      expect(objects).toBeLessThanOrEqual(2 * young);
    }
  }
}

describe('400 days', () => {
  it.each([1, 2])(
    'RET-1, seed %i: nothing that is over is readable, and none outlives its time by more than two days',
    async (seed) => {
      const course = new Course(seed);
      await course.begin();
      for (let quarter = 0; quarter < 1_600; quarter++) {
        await course.step();
        await course.checkStoring();
        if (quarter % 6 === 0) await course.checkReading();
      }
      expect(course.crashes).toBeGreaterThan(100);
      expect(course.world.meter.counts.get('RetentionLate')).toBeUndefined();
      const removals = [...course.world.aws.table('Ledger').values()].filter(
        ({ action }) => action?.S === 'retention.sweep',
      );
      expect(removals.length).toBeGreaterThan(100);
    },
  );
});
