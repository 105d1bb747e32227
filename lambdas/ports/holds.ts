import type { Millis } from '../domain/platform.ts';

/** What may not be erased for now, and why. */
export interface Hold {
  readonly workspaceId: string;
  readonly id: string;
  readonly target: HoldTarget;
  /** The legal basis, in words without personal data. */
  readonly basis: string;
  /** The member who placed it. */
  readonly by: string;
  readonly placedAt: Millis;
  /** When it ends by itself; null = when somebody releases it. */
  readonly until: Millis | null;
  readonly releasedAt: Millis | null;
  readonly releasedBy: string | null;
}

/** What is held: a customer, one conversation, or everything. */
export type HoldTarget =
  | { readonly customerId: string }
  | { readonly conversationId: string }
  | { readonly workspace: true };

/** Keeps legal holds. All operations raise `Unavailable` when the store does not answer. */
export interface Holds {
  place(hold: Hold): Promise<void>;
  /** False: there is none, or it has ended. */
  release(workspaceId: string, holdId: string, by: string, at: Millis): Promise<boolean>;
  /** All that ever were, the newest first. */
  list(workspaceId: string): Promise<readonly Hold[]>;
  /** Those that hold at that moment. */
  active(workspaceId: string, now: Millis): Promise<readonly Hold[]>;
}
