const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try, in milliseconds: doubling, and anywhere in the upper half of it, so that a thousand browsers do not come back at once.
 * @param random a number from 0 to 1
 */
export function waitBeforeTry(failures: number, random: number): number {
  const longest = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS);
  return Math.round(longest / 2 + (longest / 2) * random);
}
