import type { Millis, PlatformId } from '../domain/platform.ts';
import type { LoginName } from './account-access.ts';
import type { SealedTokens } from './vaults.ts';

/** What a platform granted, sealed, and who is renewing it at the moment. */
export interface Authorization {
  readonly workspaceId: string;
  readonly id: string;
  readonly platform: PlatformId;
  readonly login: LoginName;
  readonly tokens: SealedTokens;
  /** When the tokens were granted or renewed. */
  readonly renewedAt: Millis;
  /** Who is renewing it; others keep away until then. */
  readonly lease: { readonly holder: string; readonly until: Millis } | null;
  /** Renewals of these tokens that ended without anybody knowing how. */
  readonly interrupted: number;
  /** Renewals in a row that the platform did not answer. */
  readonly failures: number;
  readonly rev: number;
}

/** Keeps authorizations. Every write names the revision that it replaces; null = somebody else was faster. */
export interface AuthorizationStore {
  /** As it was written last. */
  authorization(workspaceId: string, id: string): Promise<Authorization | null>;
  /** Writes the fields, and when to renew next (null = never). */
  saveAuthorization(authorization: Authorization, renewAt: Millis | null): Promise<Authorization | null>;
  /** Tokens for several accounts to choose from; gone by themselves at `until` unless a connection uses them, which then are renewed at `renewAt`. */
  addShared(authorization: Authorization, until: Millis, renewAt: Millis | null): Promise<void>;
  /** Destroys the tokens; what uses them has none then. With `rev`: only if they still have that revision. */
  destroy(workspaceId: string, id: string, rev?: number): Promise<void>;
}
