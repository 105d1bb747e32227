import type { Millis } from '../../domain/platform.ts';
import type { ConnectingDeps } from '../connecting/connecting-deps.ts';

const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;

/** When to try again after that many failures in a row: a minute, two, four … six hours, never all at once, and not before the platform wants. */
export function retryTime(
  { clock, random }: Pick<ConnectingDeps, 'clock' | 'random'>,
  failures: number,
  retryAfterMs: Millis = 0,
): Millis {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1)) * (0.75 + random.fraction() / 2);
  return Math.round(clock.now() + Math.max(wait, retryAfterMs));
}
