import type { ConversationRef } from '../domain/stored.ts';

/** Asks the sender to look at a conversation now instead of when the sweeper comes by. Asking twice does no harm. */
export interface SendJobs {
  /** @param delaySeconds 0 to 900 @throws Unavailable */
  ask(job: SendJob, delaySeconds?: number): Promise<void>;
}

export interface SendJob extends ConversationRef {
  /** A message that waits, where it is known: much may have been written since. */
  readonly from?: string;
}
