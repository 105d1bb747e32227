import type { Millis, PlatformId } from './platform.ts';

/** The other side of a conversation, as agents see it. */
export interface Customer {
  readonly id: string;
  readonly platform: PlatformId;
  readonly connectionId: string;
  /** The conversation with the latest activity, where there is more than one. */
  readonly conversationId: string;
  /** Null where the platform tells no name. */
  readonly displayName: string | null;
  /** Null for a group. */
  readonly platformUserId: string | null;
  /** When a member corrected the name; absent: it is the platform's. */
  readonly correctedAt?: Millis;
}

/**
 * Why a name was corrected. A closed set, for the reason goes into the audit trail, from which nothing can be taken away again: words of the
 * member's own would carry personal data there.
 */
export const CORRECTION_REASONS = ['customer_request', 'typing_error', 'other'] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** What a member says is right. */
export interface Correction {
  readonly displayName: string;
  readonly reason: CorrectionReason;
}
