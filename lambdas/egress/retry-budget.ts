import type { Millis } from '../domain/platform.ts';

/** A retry costs as much as five calls pay in: retries are a fifth of the calls at most. */
const RETRY_PRICE = 5;
/** Retries that are there without any calls before: a connection with few calls shall have some, too. */
const FLOOR = 3 * RETRY_PRICE;
/** How long one such retry takes to come back. */
const FLOOR_RETURN_MS = 20_000;
/** Calls that went well long ago do not pay for a storm now. */
const MOST = 20 * RETRY_PRICE;
const MOST_KEYS = 1_000;

interface Bucket {
  readonly tokens: number;
  readonly at: Millis;
}

/** One bucket of retries per key, so that retries cannot multiply the load on a platform that is down. */
export class RetryBudgets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => Millis;

  constructor(now: () => Millis) {
    this.#now = now;
  }

  /** Counts a call. */
  deposit(key: string): void {
    this.#put(key, Math.min(MOST, this.#tokens(key) + 1));
  }

  /** Takes a retry, if there is one. */
  take(key: string): boolean {
    const tokens = this.#tokens(key);
    if (tokens < RETRY_PRICE) return false;
    this.#put(key, tokens - RETRY_PRICE);
    return true;
  }

  #tokens(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return FLOOR;
    if (bucket.tokens >= FLOOR) return bucket.tokens;
    const elapsed = Math.max(0, this.#now() - bucket.at);
    return Math.min(FLOOR, bucket.tokens + (elapsed / FLOOR_RETURN_MS) * RETRY_PRICE);
  }

  #put(key: string, tokens: number): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens, at: this.#now() });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MOST_KEYS) break;
      this.#buckets.delete(oldest);
    }
  }
}
