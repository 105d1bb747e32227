import { waits } from '../../domain/stored.ts';
import type { SendJob } from '../../ports/send-jobs.ts';
import { change, NO_OUTBOX, type SettleDeps } from './settle.ts';

/** Lets the sweeper look after the message of a job that did not end well: the queue gives a job back a few times only. */
export async function lookAfter(deps: SettleDeps, job: SendJob): Promise<void> {
  if (job.from === undefined) return;
  await change(deps, job, job.from, async (current) => {
    const { outbox = NO_OUTBOX } = current;
    if (!waits(current) || outbox.watched) return null;
    return { message: { ...current, outbox: { ...outbox, watched: true } } };
  });
}
