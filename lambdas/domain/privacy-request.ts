import { createHash } from 'node:crypto';
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

/** Who or what made it. */
export type PrivacySource = 'meta_callback' | 'meta_list' | 'disconnect' | 'member';

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
}

/** How far a request is, without whom it is about. */
export type RequestProgress = Pick<PrivacyRequest, 'state' | 'completedAt'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Thirty days from receipt: what Thailand's Personal Data Protection Act allows for an answer (section 30), and what the privacy policy
 * promises for deletion (RET-3). The clock starts with the receipt, not with the verification, so that it is never too late.
 */
export function dueAtOf(receivedAt: Millis): Millis {
  return receivedAt + 30 * DAY_MS;
}

/** A request that has just come in. */
export function receivedRequest(
  asked: Pick<PrivacyRequest, 'workspaceId' | 'id' | 'type' | 'subject' | 'source' | 'receivedAt'>,
): PrivacyRequest {
  return {
    ...asked,
    state: 'received',
    verifiedAt: null,
    dueAt: dueAtOf(asked.receivedAt),
    completedAt: null,
    steps: [],
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

/** Nothing more happens to it. A failed request is none of these: it has to be done again. */
export function hasEnded({ state }: Pick<PrivacyRequest, 'state'>): boolean {
  return state === 'completed' || state === 'rejected';
}
