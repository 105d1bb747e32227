import type { ConversationRef, StoredMessage } from '../domain/stored.ts';

/** Asks the sender to look at a conversation. Asking twice does no harm. */
export interface SendJobs {
  /** @param delaySeconds 0 to 900 @throws Unavailable */
  ask(job: SendJob, delaySeconds?: number): Promise<void>;
}

/** A job comes again until the sender is done with it: as long as there is one, no message is forgotten. */
export interface SendJob extends ConversationRef {
  /** A message that waits, where it is known: much may have been written since. */
  readonly from?: string;
  /** That message, sealed as it is: should whoever took it die before writing it down, the sender does. */
  readonly message?: StoredMessage;
  /** How often the job was put off because somebody else had to go first; each time takes twice as long. */
  readonly putOff?: number;
}
