import { Unavailable } from '../domain/errors.ts';
import type { AttachmentStore } from '../ports/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import type { InboxStore } from '../ports/inbox-store.ts';
import type { MediaJobs } from '../ports/media-jobs.ts';
import type { OutboxStore } from '../ports/outbox.ts';
import type { RetentionView } from '../ports/retention.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import type { Turns } from '../ports/turns.ts';

/** What the use cases that write into conversations need. */
export interface InboxDeps {
  readonly store: InboxStore;
  readonly keys: SubjectKeys;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly turns: Turns;
  /** Knows which outgoing messages were written here; absent where nothing is sent. */
  readonly outbox?: OutboxStore;
  /** Looks after messages' files, and asks who customers are; absent where none come in. */
  readonly media?: MediaJobs;
  /** What became of the files; absent where nobody looks at them. */
  readonly attachments?: Pick<AttachmentStore, 'recordsOf'>;
  /** What may still be shown; absent where nothing is shown to anybody. */
  readonly retention?: RetentionView;
}

/** More than any burst on one conversation needs: each round lost means that another writer won. */
const MAX_ROUNDS = 20;

/**
 * Repeats a read-change-write until nobody else was faster, waiting a little longer after each round that was lost.
 * @param attempt gets the number of the round; returns undefined to be tried again
 * @throws Unavailable after 20 rounds; the delivery then comes back later
 */
export async function untilWritten<T>(
  { turns }: Pick<InboxDeps, 'turns'>,
  attempt: (round: number) => Promise<T | undefined>,
): Promise<T> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = await attempt(round);
    if (result !== undefined) return result;
    await turns.pause(round);
  }
  throw new Unavailable('the conversation (too many writers at once)');
}
