import type { Millis } from '../domain/platform.ts';
import type { KeeperJob } from './keeper-jobs.ts';

/** What is due, without reading anything that is not. */
export interface DueWork {
  /**
   * Jobs whose time has come, at most `limit` per part of the index. Each is put off to `again` as it is handed out, so that the next round
   * does not hand it out once more, and nobody forgets it should its worker die.
   */
  take(now: Millis, again: Millis, limit: number): Promise<DueRound>;
}

export interface DueRound {
  readonly jobs: readonly KeeperJob[];
  /** There is more than `limit`. */
  readonly more: boolean;
}
