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

/** Values in memory with a bounded life and number. Callers who ask at the same time share one look-up. */
export class RefreshingCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #loading = new Map<string, Promise<V>>();
  readonly #now: () => Millis;
  readonly #times: (value: V) => CacheTimes;
  readonly #max: number;

  /**
   * @param now the time; see the Clock port
   * @param times how long a value lives; may depend on the value, such as a short life for "there is none"
   * @param max entries at most; the least recently loaded go first
   */
  constructor(now: () => Millis, times: (value: V) => CacheTimes, max: number) {
    this.#now = now;
    this.#times = times;
    this.#max = max;
  }

  /** The cached value, or a new one. When loading fails, the old value as long as it may be kept. */
  async get(key: string, load: () => Promise<V>): Promise<V> {
    const entry = this.#alive(key);
    if (entry && this.#age(entry) < this.#times(entry.value).freshMs) return entry.value;
    return this.refresh(key, load);
  }

  /** Loads anew, whatever is cached; falls back to it as `get` does. */
  async refresh(key: string, load: () => Promise<V>): Promise<V> {
    const running = this.#loading.get(key);
    if (running) return running;
    const loading = this.#load(key, load).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  /** When the value was loaded; undefined when there is none. */
  loadedAt(key: string): Millis | undefined {
    return this.#entries.get(key)?.loadedAt;
  }

  async #load(key: string, load: () => Promise<V>): Promise<V> {
    try {
      const value = await load();
      this.#entries.delete(key);
      this.#entries.set(key, { value, loadedAt: this.#now() });
      for (const oldest of this.#entries.keys()) {
        if (this.#entries.size <= this.#max) break;
        this.#entries.delete(oldest);
      }
      return value;
    } catch (error) {
      const entry = this.#alive(key);
      if (entry) return entry.value;
      throw error;
    }
  }

  #alive(key: string): Entry<V> | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (this.#age(entry) < this.#times(entry.value).keepMs) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** A clock that went backwards makes a value old, not young. */
  #age(entry: Entry<V>): Millis {
    return Math.abs(this.#now() - entry.loadedAt);
  }
}
