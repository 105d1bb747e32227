import type { Millis } from '../domain/platform.ts';

/** Asks the media worker to look after files and customers' names. Asking twice does no harm. */
export interface MediaJobs {
  /**
   * Returns when the jobs are durable.
   * @param delayMs from 0 to 15 minutes
   * @throws Unavailable
   */
  ask(jobs: readonly MediaJob[], delayMs?: Millis): Promise<void>;
}

/** Ids only: what is to be done follows from what is stored when the job is taken. */
export type MediaJob = FetchJob | DropJob | ForgetJob | ProfileJob;

/** Keep a message's file, or note that it is only linked. */
export interface FetchJob {
  readonly kind: 'fetch';
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly entryId: string;
  readonly index: number;
}

/** The message was taken back: its files go, too. */
export interface DropJob {
  readonly kind: 'drop';
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly entryId: string;
}

/** A copy that was opened for somebody to look at has had its time. */
export interface ForgetJob {
  readonly kind: 'forget';
  readonly workspaceId: string;
  readonly viewId: string;
}

/** The customer of a conversation has no name yet: ask the platform. */
export interface ProfileJob {
  readonly kind: 'profile';
  readonly workspaceId: string;
  readonly conversationId: string;
}

/** The longest delay that the queue offers. */
export const MAX_DELAY_MS: Millis = 15 * 60_000;
