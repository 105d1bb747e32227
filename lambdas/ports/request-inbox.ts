import type { Millis } from '../domain/platform.ts';
import type { PrivacyCase } from '../domain/privacy-case.ts';
import type { PublicRequest, WaitingRequest } from '../domain/public-request.ts';

/** Requests of the public page that nobody has decided about. All operations raise `Unavailable` when the store does not answer. */
export interface RequestInbox {
  /** Stores the request and its case, both or neither. */
  take(opened: PrivacyCase, request: WaitingRequest, sealed: Uint8Array): Promise<void>;
  /** The oldest first; those that have ended by themselves are not among them. */
  waiting(now: Millis): Promise<readonly WaitingRequest[]>;
}

/** What the operator does with them, by a command; no function may. */
export interface RequestDesk extends RequestInbox {
  /** What was typed, sealed; null = there is no such request, or it was decided about. */
  typed(code: string, now: Millis): Promise<Uint8Array | null>;
  /** Ends the case without a privacy request of a workspace, and deletes what was typed. */
  close(code: string, outcome: 'nothing_found' | 'rejected', at: Millis): Promise<boolean>;
  /** Deletes what was typed: the case has the privacy request of a workspace now. */
  drop(code: string): Promise<void>;
}

/** Seals what a person typed, for the operator alone: whoever seals cannot open. */
export interface FormSealer {
  /** @throws Unavailable */
  seal(code: string, request: PublicRequest): Promise<Uint8Array>;
}
