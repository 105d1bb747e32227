import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports/random.ts';

const STEPS = 2 ** 32;

/** Chance from the operating system. */
export const systemRandom: Random = {
  bytes: randomBytes,
  fraction: () => randomInt(STEPS) / STEPS,
};
