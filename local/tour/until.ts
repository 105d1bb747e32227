import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../cloud/problem.ts';

const WITHIN_MS = 30_000;
const PAUSE_MS = 200;

/**
 * Asks again and again until the answer is there.
 * @param what what is waited for, with what was seen last
 * @throws Problem when it does not come
 */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  what: () => string,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  do {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(PAUSE_MS);
  } while (performance.now() < deadline);
  throw new Problem(`Not within ${withinMs / 1000} s: ${what()}.`);
}
