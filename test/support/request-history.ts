import { Unavailable } from '../../lambdas/domain/errors.ts';
import { isLate, openPause } from '../../lambdas/domain/privacy-deadlines.ts';
import { hasEnded, type PrivacyRequest, receivedRequest } from '../../lambdas/domain/privacy-request.ts';
import {
  mayBecome,
  mayStart,
  paused,
  rejected,
  resumed,
  verified,
} from '../../lambdas/domain/privacy-states.ts';
import type { Mail } from '../../lambdas/ports/mail.ts';
import type { MetricName } from '../../lambdas/ports/meter.ts';
import { type TickDeps, tickRequests } from '../../lambdas/usecases/privacy/tick-requests.ts';
import { Rng } from './rng.ts';
import { Crash } from './simulation.ts';

/** When the first history begins. */
export const BEGIN = Date.parse('2026-01-01T00:00:00.000Z');
const MINUTE = 60_000;
export const DAY = 86_400_000;
/** How long the clock may be unlucky in a row: each tick dies with this chance at each of its points. */
const DEATH = 0.03;
/** The latest that anything is told after its time: the minute, the half hour between counts, and a few unlucky ticks. */
const PATIENCE = 45 * MINUTE;

type Said = 'late' | 'due' | 'letter' | 'start';

/** One workspace whose requests live through half a year of officers, workflows and faults; the clock is the real one. */
export class RequestHistory {
  readonly rows = new Map<string, PrivacyRequest>();
  /** When something was last said of a request, and how often of all. */
  readonly last = new Map<string, number>();
  readonly times = { late: 0, due: 0, letter: 0, start: 0 };
  readonly rng: Rng;
  now: number;
  /** While false nothing dies and nothing fails. */
  faulty = true;

  constructor(seed: number, begin = BEGIN) {
    this.rng = new Rng(seed);
    this.now = begin;
  }

  /** A point at which the process may die, or what it asked may not answer. */
  #point = async (): Promise<void> => {
    if (!this.faulty || !this.rng.chance(DEATH)) return;
    throw this.rng.chance(0.5) ? new Crash() : new Unavailable('it');
  };

  save = async (request: PrivacyRequest): Promise<boolean> => {
    if (this.rows.get(request.id)?.rev !== request.rev) return false;
    this.rows.set(request.id, { ...request, rev: request.rev + 1 });
    return true;
  };

  deps(): TickDeps {
    const say = (id: string, what: Said): void => {
      this.times[what]++;
      this.last.set(`${id} ${what}`, this.now);
    };
    const mail: Mail = {
      send: async ({ text }) => {
        await this.#point();
        say(/(?:Request|คำขอ): (\S+)/.exec(text)?.[1] ?? '', 'letter');
        await this.#point();
      },
    };
    return {
      requests: {
        request: async (_, id) => {
          await this.#point();
          return this.rows.get(id) ?? null;
        },
        save: async (request) => {
          await this.#point();
          // Now and then somebody else is faster.
          const beaten = this.faulty && this.rng.chance(0.05);
          const row = this.rows.get(request.id);
          if (beaten && row) await this.save(row);
          const written = await this.save(request);
          await this.#point();
          return written;
        },
        due: async (now, limit) => {
          await this.#point();
          return [...this.rows.values()]
            .filter((row) => !hasEnded(row) && row.nextAt !== null && row.nextAt <= now)
            .slice(0, limit)
            .map(({ workspaceId, id: requestId }) => ({ workspaceId, requestId }));
        },
      },
      runs: {
        start: async ({ requestId }) => {
          await this.#point();
          say(requestId, 'start');
          // Most runs begin at once, some never.
          const row = this.rows.get(requestId);
          if (row && mayBecome(row.state, 'running') && this.rng.chance(0.9))
            await this.save({ ...row, state: 'running' });
        },
      },
      members: {
        workspace: async () => ({ id: 'ws', name: 'ws', locale: this.rng.chance(0.5) ? 'th' : 'en' }),
        addressesOf: async () => {
          await this.#point();
          return ['owner@example.com'];
        },
      },
      mail,
      meter: {
        count: (name: MetricName, _dimensions, fields) => {
          const id = String(fields?.requestId);
          if (name === 'PrivacyRequestLate') say(id, 'late');
          if (name === 'PrivacyRequestDue') say(id, 'due');
        },
      },
      clock: { now: () => this.now },
      publicBaseUrl: 'https://kaojai.example',
    };
  }

  /** An officer, a member or the workflow does something that the states allow, or a new request comes. */
  async act(): Promise<void> {
    const { rng, now } = this;
    const row = [...this.rows.values()][rng.below(Math.max(1, this.rows.size))];
    if (!row || (this.rows.size < 3 && rng.chance(0.3))) return this.#ask();
    const by = { by: 'u', at: now, legalBasis: 'law' };
    const pause = openPause(row);
    const dice = rng.below(8);
    if (dice <= 1 && mayBecome(row.state, 'verified') && row.verification === null)
      await this.save(verified(row, { method: 'officer', at: now }));
    else if (dice === 2 && mayBecome(row.state, 'rejected')) await this.save(rejected(row, by));
    else if (dice === 3 && pause) await this.save(resumed(row, now));
    else if (dice === 3 && ['received', 'verified', 'held', 'failed'].includes(row.state))
      await this.save(paused(row, 'court', now));
    else if (dice >= 4 && row.verification && !pause) await this.#work(row);
  }

  #ask(): void {
    const { now, rng } = this;
    const id = `r_${this.rows.size}`;
    const type = (['erase', 'access', 'correct'] as const)[rng.below(3)] ?? 'erase';
    const subject = { customerId: 'p' };
    const asked = { workspaceId: 'ws', id, type, subject, source: 'member', receivedAt: now } as const;
    this.rows.set(id, receivedRequest(asked));
  }

  /** The workflow moves on, without a thought for the clock. */
  async #work(row: PrivacyRequest): Promise<void> {
    const all = ['held', 'running', 'verifying_erasure', 'completed', 'failed'] as const;
    const next = all.filter((state) => mayBecome(row.state, state));
    const state = next[this.rng.below(next.length)];
    if (!state || this.rng.chance(0.5)) return;
    const completedAt = state === 'completed' ? this.now : null;
    await this.save({ ...row, state, completedAt });
  }

  /** Each minute in which something is due the clock ticks, until `end`. */
  async live(end: number): Promise<void> {
    for (;;) {
      const waiting = [...this.rows.values()].filter((row) => !hasEnded(row));
      const next = Math.min(...waiting.map(({ nextAt }) => nextAt ?? Number.POSITIVE_INFINITY));
      if (next > end) break;
      this.now = Math.max(Math.ceil(next / MINUTE) * MINUTE, this.now + MINUTE);
      await tickRequests(this.deps()).catch((error) => {
        if (!(error instanceof Crash || error instanceof Unavailable)) throw error;
      });
      this.check();
    }
    this.now = Math.max(this.now, end);
  }

  /** Nothing of a moment ago is forgotten: what is late was called so within the last half hour, what may begin was begun. */
  check(): void {
    for (const row of this.rows.values()) {
      const calm = this.now - PATIENCE;
      if (!this.settledBefore(row, calm)) continue;
      const lately = (what: Said, since: number) => (this.last.get(`${row.id} ${what}`) ?? 0) >= since;
      const silent = (what: string) => new Error(`${row.id} is ${what} in silence: ${JSON.stringify(row)}`);
      if (isLate(row, this.now) && row.dueAt < calm) {
        if (!lately('late', calm)) throw silent('late');
        if (!lately('letter', row.dueAt)) throw silent('late, with no letter,');
      }
      if (mayStart(row) && row.state === 'verified' && !lately('start', calm)) throw silent('not started');
    }
  }

  /** Since then nobody but the clock has touched it. */
  settledBefore({ id }: PrivacyRequest, moment: number): boolean {
    return (this.touched.get(id) ?? 0) < moment;
  }

  readonly touched = new Map<string, number>();

  async step(): Promise<void> {
    const before = new Map(this.rows);
    await this.act();
    for (const [id, row] of this.rows) if (before.get(id) !== row) this.touched.set(id, this.now);
  }

  /** Lives for about a month: long enough for every request to become due. */
  async run(): Promise<void> {
    const end = this.now + (31 + this.rng.below(5)) * DAY;
    while (this.now < end) {
      await this.step();
      await this.live(this.now + this.rng.below(9 * DAY));
    }
  }
}
