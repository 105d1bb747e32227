/** Keeps writers of one conversation out of each other's way. Correctness does not depend on it; the number of lost rounds does. */
export interface Turns {
  /** Runs work of one key one after the other, within this process. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Waits after the n-th lost round (from 0), longer each time and never the same. */
  pause(round: number): Promise<void>;
}
