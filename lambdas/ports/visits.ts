import type { Millis } from '../domain/platform.ts';

/** Counts visits, to end those that are too many. */
export interface Visits {
  /** Counts one more in that bucket of that hour. False: it would be more than `most`. @throws Unavailable */
  count(hour: number, bucket: string, most: number): Promise<boolean>;
}

/** How long an hour's counts may be kept. */
export const VISITS_KEPT_MS: Millis = 2 * 3_600_000;
