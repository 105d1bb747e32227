import type { Json, Millis, PlatformId } from '../domain/platform.ts';

/** Takes down who did what to whose data. Events are only ever added. */
export interface AuditTrail {
  /** Returns when the event is durable. @throws Unavailable */
  record(event: AuditEvent): Promise<void>;
}

/** Something that an auditor may ask about. Ids, codes and counts only: never a token, never personal data. */
export interface AuditEvent {
  readonly workspaceId: string;
  readonly at: Millis;
  /** `subject.verb`, such as `token.use` or `connection.disconnect`. */
  readonly action: string;
  readonly actor: AuditActor;
  /** Why it was done, in a word or two of snake_case, such as `refresh` or `health_check`. */
  readonly reason: string;
  readonly platform?: PlatformId;
  readonly connectionId?: string;
  readonly facts?: Readonly<Record<string, Json>>;
}

/** A person who works in the workspace, or a part of KaoJai. */
export type AuditActor =
  | { readonly kind: 'member'; readonly userId: string }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'platform'; readonly name: PlatformId }
  | { readonly kind: 'operator' };
