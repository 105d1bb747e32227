import type { Clock } from '../ports/clock.ts';

/** The machine's clock; nothing else calls `Date.now()`. */
export const systemClock: Clock = { now: () => Date.now() };
