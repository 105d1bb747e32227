import type { Clock } from '../../ports/clock.ts';
import type { DueSends } from '../../ports/due-sends.ts';
import type { SendJobs } from '../../ports/send-jobs.ts';

/** Of one part of the index and round. */
const PAGE = 100;

/** Tells the sender of conversations whose messages wait longer than they should. @returns how many */
export async function sweepSends({
  due,
  sends,
  clock,
}: {
  readonly due: DueSends;
  readonly sends: SendJobs;
  readonly clock: Clock;
}): Promise<number> {
  const conversations = await due.find(clock.now(), PAGE);
  for (const conversation of conversations) await sends.ask(conversation);
  return conversations.length;
}
