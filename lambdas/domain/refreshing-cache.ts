import type { Millis } from './platform.ts';

export interface CacheTimes {
  /** How long a value is used without asking again. */
  readonly freshMs: Millis;
  /** How long a value may be used while its source does not answer. Never longer. */
  readonly keepMs: Millis;
}

interface Entry<V> {
  readonly value: V;
  readonly loadedAt: Millis;
}

/** After a look-up that failed or hung, the source is left alone for this long while there is a value to go on with. */
const PAUSE_AFTER_FAILURE_MS: Millis = 5_000;

/** How long a caller waits for a renewal while there is a value to go on with. */
const PATIENCE_MS: Millis = 300;

/**
 * Values in memory with a bounded life and number. A value past its freshness is renewed; a source that fails or hangs holds nobody up for long
 * while the old value may be kept. Callers who ask at the same time share one look-up.
 */
export class RefreshingCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #loading = new Map<string, Promise<V>>();
  readonly #failedAt = new Map<string, Millis>();
  readonly #now: () => Millis;
  readonly #times: (value: V) => CacheTimes;
  readonly #max: number;
  readonly #wait: (ms: Millis) => Promise<void>;

  /**
   * @param now the time; see the Clock port
   * @param times how long a value lives; may depend on the value, such as a short life for "there is none"
   * @param max entries at most; the least recently loaded go first
   * @param wait ends after that time; tests turn it themselves
   */
  constructor(now: () => Millis, times: (value: V) => CacheTimes, max: number, wait = sleep) {
    this.#now = now;
    this.#times = times;
    this.#max = max;
    this.#wait = wait;
  }

  /** The cached value, or a new one. @throws whatever loading raises, when there is no value to go on with */
  async get(key: string, load: () => Promise<V>): Promise<V> {
    const entry = this.#alive(key);
    if (entry === undefined) return this.#load(key, load);
    const fresh = this.#age(entry.loadedAt) < this.#times(entry.value).freshMs;
    return fresh ? entry.value : this.#renew(key, load, entry);
  }

  /** The next caller loads anew. */
  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** Loads anew, whatever is cached. A source that failed a moment ago is not asked again while there is a value. */
  async refresh(key: string, load: () => Promise<V>): Promise<V> {
    const entry = this.#alive(key);
    return entry === undefined ? this.#load(key, load) : this.#renew(key, load, entry);
  }

  /** Puts a value in that the caller has got by itself. */
  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, loadedAt: this.#now() });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#max) break;
      this.#entries.delete(oldest);
    }
  }

  /** When the value was loaded; undefined when there is none. */
  loadedAt(key: string): Millis | undefined {
    return this.#entries.get(key)?.loadedAt;
  }

  /** The new value if it comes in time, otherwise the old one. */
  async #renew(key: string, load: () => Promise<V>, old: Entry<V>): Promise<V> {
    if (this.#pausing(key)) return old.value;
    // What failed is remembered by the look-up itself; this caller goes on with what it has.
    const renewed = this.#load(key, load).then(
      (value) => ({ value }),
      () => old,
    );
    const hung = this.#wait(PATIENCE_MS).then(() => 'hung' as const);
    const first = await Promise.race([renewed, hung]);
    if (first !== 'hung') return first.value;
    this.#failedAt.set(key, this.#now());
    return old.value;
  }

  #load(key: string, load: () => Promise<V>): Promise<V> {
    const running = this.#loading.get(key);
    if (running) return running;
    const loading = this.#store(key, load).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #store(key: string, load: () => Promise<V>): Promise<V> {
    try {
      const value = await load();
      this.set(key, value);
      this.#failedAt.delete(key);
      return value;
    } catch (error) {
      this.#failedAt.set(key, this.#now());
      throw error;
    }
  }

  #pausing(key: string): boolean {
    const failedAt = this.#failedAt.get(key);
    return failedAt !== undefined && this.#age(failedAt) < PAUSE_AFTER_FAILURE_MS;
  }

  #alive(key: string): Entry<V> | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (this.#age(entry.loadedAt) < this.#times(entry.value).keepMs) return entry;
    this.#entries.delete(key);
    this.#failedAt.delete(key);
    return undefined;
  }

  /** A clock that went backwards makes a value old, not young. */
  #age(since: Millis): Millis {
    return Math.abs(this.#now() - since);
  }
}

function sleep(ms: Millis): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
