import type { Clock } from '../../ports/clock.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { KeeperJobs } from '../../ports/keeper-jobs.ts';

/** A job that was handed out and not done comes back after this long. */
const AGAIN_MS = 15 * 60_000;
/** Of one part of the index and round: what the keeper can do in a minute, with room to spare. */
const PAGE = 100;
const ROUNDS = 5;

/** Hands out what is due. @returns how many jobs */
export async function sweep({
  due,
  jobs,
  clock,
}: {
  readonly due: DueWork;
  readonly jobs: KeeperJobs;
  readonly clock: Clock;
}): Promise<number> {
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const now = clock.now();
    const found = await due.take(now, now + AGAIN_MS, PAGE);
    await jobs.ask(found.jobs);
    count += found.jobs.length;
    if (!found.more) break;
  }
  return count;
}
