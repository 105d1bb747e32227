import type { PrivacyRequestType } from '../domain/privacy-request.ts';
import type { RequestRef } from './privacy-requests.ts';

/** Starts the workflow that carries out a verified request. Starting one that runs, or has run, changes nothing. @throws Unavailable */
export interface PrivacyRuns {
  start(run: PrivacyRun): Promise<void>;
}

/** What is carried out, and how often it has failed before: a run that failed is another one when it is started anew. */
export interface PrivacyRun extends RequestRef {
  readonly type: PrivacyRequestType;
  readonly failures: number;
}
