import type { Millis } from '../domain/platform.ts';
import type { CaseRequest, PrivacyCase } from '../domain/privacy-case.ts';
import type { LinkedConnection } from './connection-links.ts';

/**
 * Keeps the operator's cases, and what is known of those who asked, under their fingerprints (`personPrint`) only. All operations raise
 * `Unavailable` when the store does not answer.
 */
export interface PrivacyCases {
  case(code: string): Promise<PrivacyCase | null>;
  /** The code of the person's latest case. */
  latest(print: string): Promise<string | null>;
  /** Stores the case and makes it the person's latest in place of `replaces`. False: somebody else was faster, and nothing is stored. */
  open(print: string, opened: PrivacyCase, replaces: string | null): Promise<boolean>;
  /** Notes which requests a case makes; noting one twice changes nothing. */
  addRequests(opened: PrivacyCase, requests: readonly CaseRequest[]): Promise<void>;
  /** Ends a case for which nothing was found after all. */
  complete(code: string, at: Millis): Promise<void>;
  /** Keeps in mind what a person had connected, for a deletion that is asked for after the connections have lost sight of the person. */
  remember(print: string, connections: readonly LinkedConnection[], until: Millis): Promise<void>;
  remembered(print: string, now: Millis): Promise<readonly LinkedConnection[]>;
}
