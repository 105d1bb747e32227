import type { Json, Millis, PlatformId } from './platform.ts';

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

/** The word that stands for an actor where events are looked for: a member's user id, a name, or `operator`. */
export function wordOf(actor: AuditActor): string {
  if (actor.kind === 'member') return actor.userId;
  return actor.kind === 'operator' ? 'operator' : actor.name;
}
