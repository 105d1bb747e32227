import { createHash } from 'node:crypto';
import type { DataScope } from './data-scope.ts';
import type { Millis } from './platform.ts';

/** What somebody wants done with personal data. */
export type PrivacyRequestType = 'access' | 'correct' | 'erase';

export type PrivacyRequestState =
  | 'received'
  | 'verifying'
  | 'verified'
  | 'held'
  | 'running'
  | 'verifying_erasure'
  | 'completed'
  | 'rejected'
  | 'failed';

/** Whose data it is about. `platformUserId` is null once the request has ended and the id was destroyed. */
export type PrivacySubject =
  | { readonly customerId: string }
  | { readonly connectionId: string; readonly platformUserId: string | null }
  | { readonly workspace: true }
  | { readonly memberId: string }
  /** Everything that came by this connection: not to be confused with a person of it. */
  | { readonly connectionId: string };

/** Who or what made it: `person` = the public request page, `closing` = the workspace is given up. */
export type PrivacySource =
  | 'meta_callback'
  | 'meta_list'
  | 'deauthorization'
  | 'disconnect'
  | 'member'
  | 'person'
  | 'closing';

/** How it became certain that whoever asked may ask. */
export interface Verification {
  /** `platform`: signed by it. `code`: typed from the conversation itself. `officer`: by somebody who looked into it. `signed_in`: the member. */
  readonly method: 'platform' | 'code' | 'officer' | 'signed_in';
  readonly at: Millis;
  /** The officer, or the member. */
  readonly by?: string;
  /** What the officer went by, in words without personal data. */
  readonly ground?: string;
}

/** While the law gives a reason to wait, the clock stands. */
export interface Pause {
  readonly from: Millis;
  /** Null: it stands still. */
  readonly until: Millis | null;
  /** The legal reason, in words without personal data. */
  readonly ground: string;
}

/** What an officer decided. */
export interface Decision {
  readonly outcome: 'approved' | 'rejected';
  readonly by: string;
  readonly at: Millis;
  /** Of a rejection. */
  readonly legalBasis: string | null;
}

export interface PrivacyStep {
  readonly name: string;
  readonly state: string;
  readonly at: Millis;
  readonly counts: Readonly<Record<string, number>>;
}

/** A request as the contract shows it, in a workspace. */
export interface PrivacyRequest {
  readonly workspaceId: string;
  readonly id: string;
  readonly type: PrivacyRequestType;
  readonly state: PrivacyRequestState;
  readonly subject: PrivacySubject;
  readonly source: PrivacySource;
  readonly receivedAt: Millis;
  readonly verifiedAt: Millis | null;
  readonly dueAt: Millis;
  readonly completedAt: Millis | null;
  readonly steps: readonly PrivacyStep[];
  /** Counts writes. */
  readonly rev: number;
  readonly verification: Verification | null;
  readonly decision: Decision | null;
  readonly pauses: readonly Pause[];
  /** When the clock next has to look at it: to start it, to warn, to say that it is late; null = never more. */
  readonly nextAt: Millis | null;
  /** Up to when officers and owners were told what they had to be told of it. */
  readonly toldAt?: Millis;
  /** Why whoever asked asks, in their words, sealed in the store. */
  readonly reason?: string;
  /** Of a correction: what is to stand where, sealed in the store. */
  readonly correction?: Correction;
  /** Whose data it is, by ids; worked out when it is begun, and kept, for what leads to it is erased, too. */
  readonly scope?: DataScope;
  /** Words that only this person's records hold, by which the proof looks for what was forgotten; sealed in the store. */
  readonly canaries?: readonly string[];
  /** The signed certificate of an erasure, by its id. */
  readonly certificateId?: string;
  /** The archive of an export, in how many files it lies, and until when it can be had. */
  readonly archive?: { readonly id: string; readonly until: Millis; readonly parts?: number };
}

/** What a person says of themselves is wrong here. */
export interface Correction {
  readonly displayName: string;
}

/** How far a request is, without whom it is about. */
export type RequestProgress = Pick<PrivacyRequest, 'state' | 'completedAt'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Thirty days: what Thailand's Personal Data Protection Act allows for an answer to a request for access (section 30, from its receipt), and
 * what the privacy policy promises for deletion (RET-3, from its verification). Until it is verified, every request counts from its receipt:
 * see privacy-deadlines.ts.
 */
export function dueAtOf(from: Millis): Millis {
  return from + 30 * DAY_MS;
}

/** A request that has just come in. */
export function receivedRequest(
  asked: Pick<PrivacyRequest, 'workspaceId' | 'id' | 'type' | 'subject' | 'source' | 'receivedAt'> &
    Pick<PrivacyRequest, 'correction' | 'reason'>,
): PrivacyRequest {
  return {
    ...asked,
    state: 'received',
    verifiedAt: null,
    dueAt: dueAtOf(asked.receivedAt),
    completedAt: null,
    steps: [],
    rev: 0,
    verification: null,
    decision: null,
    pauses: [],
    nextAt: asked.receivedAt,
  };
}

/**
 * The same cause always makes the same request: 132 bits of SHA-256, base64url. Where a part of the cause is personal, another must be
 * unguessable to whoever sees the id, such as a case's code.
 */
export function privacyRequestId(...cause: readonly [string, ...string[]]): string {
  return createHash('sha256')
    .update(JSON.stringify(['privacy request', ...cause]))
    .digest('base64url')
    .slice(0, 22);
}

/** Whose key seals what a request itself holds: whom it is about, what was asked for, the archive of an export. */
export function privacySubjectId(requestId: string): string {
  return `privacy/${requestId}`;
}

/** Nothing more happens to it. A failed request is none of these: it has to be done again. */
export function hasEnded({ state }: Pick<PrivacyRequest, 'state'>): boolean {
  return state === 'completed' || state === 'rejected';
}
