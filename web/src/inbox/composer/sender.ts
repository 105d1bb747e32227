import { Observable } from '../../app/observable.ts';
import {
  type Outbox,
  type OutboxAct,
  outboxAfter,
  outboxFrom,
  type Refusal,
  toTry,
  type Waiting,
} from './outbox.ts';

/** What the API said to one try. */
export type Verdict =
  | { readonly is: 'taken'; readonly entryId: string }
  | { readonly is: 'answered' }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** Nobody knows: the same key is tried again. */
  | { readonly is: 'unclear' };

/** What sending needs. */
export interface SenderDeps {
  readonly send: (item: Waiting) => Promise<Verdict>;
  readonly kept: { get(): string | null; set(text: string): void };
  /** Calls back after that many milliseconds. */
  readonly later: (ms: number, then: () => void) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Sends what was written, in order, until the API has taken or refused it. What is on its way is kept, so that a reload neither loses nor doubles it. */
export class Sender {
  readonly outbox: Observable<Outbox>;
  readonly #deps: SenderDeps;
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, number>();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
    this.outbox = new Observable(outboxFrom(deps.kept.get()));
  }

  /** Goes on with what an earlier page left. */
  resume(): void {
    for (const item of toTry(this.outbox.get())) void this.#try(item);
  }

  /** Something happened; what can be sent now is sent. */
  act(act: OutboxAct): void {
    const outbox = outboxAfter(this.outbox.get(), act);
    // Kept before it is sent: after a crash in between it is only sent again, with the same key.
    this.#deps.kept.set(JSON.stringify(outbox));
    this.outbox.set(outbox);
    this.resume();
  }

  /** Forgets everything: somebody signed out. */
  clear(): void {
    this.outbox.set([]);
    this.#failures.clear();
  }

  async #try(item: Waiting): Promise<void> {
    if (this.#busy.has(item.key)) return;
    this.#busy.add(item.key);
    const verdict = await this.#deps.send(item).catch((): Verdict => ({ is: 'unclear' }));
    // Signed out meanwhile.
    if (!this.outbox.get().some(({ key }) => key === item.key)) this.#busy.delete(item.key);
    else if (verdict.is === 'unclear') this.#wait(item.key);
    else this.#settle(item.key, verdict);
  }

  #settle(key: string, verdict: Exclude<Verdict, { is: 'unclear' }>): void {
    this.#busy.delete(key);
    this.#failures.delete(key);
    if (verdict.is === 'taken') this.act({ type: 'taken', key, entryId: verdict.entryId });
    else if (verdict.is === 'answered') this.act({ type: 'answered', key });
    else this.act({ type: 'refused', key, refusal: verdict.refusal });
  }

  #wait(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.#deps.later(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), () => {
      this.#busy.delete(key);
      this.resume();
    });
  }
}
