import type { Rng } from './rng.ts';
import type { Faults } from './simulation.ts';

interface Waiting {
  readonly worker: number;
  readonly go: () => void;
}

/**
 * Decides which of several workers goes on: each stops before and after every call that it makes, and one of those that wait is let go at a
 * time. So any order of their steps can come about, and the same seed brings the same one. Everything that they call must be in memory.
 */
export class Schedule {
  readonly #waiting: Waiting[] = [];
  readonly #pick: (waiting: readonly Waiting[]) => number;

  /** @param pick which of those that wait goes on */
  constructor(pick: (waiting: readonly { readonly worker: number }[]) => number) {
    this.#pick = pick;
  }

  /** Any order; now and then one stands still while the others do much. */
  static random(rng: Rng): Schedule {
    let favourite = -1;
    return new Schedule((waiting) => {
      if (rng.chance(0.1)) favourite = rng.chance(0.5) ? rng.below(3) : -1;
      const preferred = waiting.findIndex(({ worker }) => worker === favourite);
      return preferred >= 0 ? preferred : rng.below(waiting.length);
    });
  }

  /** One worker does `steps` steps, then the others go on to their end, then it. */
  static interrupt(worker: number, steps: number): Schedule {
    let left = steps;
    return new Schedule((waiting) => {
      const own = waiting.findIndex((one) => one.worker === worker);
      const other = waiting.findIndex((one) => one.worker !== worker);
      if (own >= 0 && (left > 0 || other < 0)) {
        left--;
        return own;
      }
      return Math.max(0, other);
    });
  }

  /** What a worker passes to `boot`. @param also what else befalls its calls */
  faults(worker: number, also?: Faults): Faults {
    return {
      at: async (point) => {
        await new Promise<void>((go) => this.#waiting.push({ worker, go }));
        await also?.at(point);
      },
    };
  }

  /** Runs all to the end; answers what became of each. */
  async run<T>(workers: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
    let running = workers.length;
    const all = Promise.allSettled(workers.map((work) => work().finally(() => running--)));
    while (running > 0) {
      // Everybody who can go on has gone as far as the next call.
      await new Promise(setImmediate);
      const [next] = this.#waiting.length > 0 ? this.#waiting.splice(this.#pick(this.#waiting), 1) : [];
      next?.go();
    }
    return all;
  }
}
