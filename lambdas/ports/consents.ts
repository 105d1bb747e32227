import type { Feature, Millis, PlatformId, Surface } from '../domain/platform.ts';
import type { LoginName, UnusableReason } from './account-access.ts';
import type { SealedTokens } from './vaults.ts';

/** Somebody was sent to a platform's consent page and is expected back. State and cookie are kept as digests only. */
export interface ConsentAttempt {
  readonly stateDigest: string;
  readonly cookieDigest: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly platform: PlatformId;
  readonly login: LoginName;
  readonly connectionId: string;
  readonly features: readonly Feature[];
  readonly scopes: readonly string[];
  readonly expiresAt: Millis;
}

/** One of several accounts that a consent was for, until the merchant has chosen. */
export interface AccountChoice {
  readonly accountId: string;
  readonly displayName: string;
  readonly surface: Surface;
  readonly unusable: UnusableReason | null;
  readonly ownUserIds: readonly string[];
  /** Fingerprints of `GrantedAccount.links`. */
  readonly links: readonly string[];
  readonly facts: Uint8Array;
  readonly tokens: SealedTokens | null;
  /** Where shared tokens are; null = `tokens` are its own. */
  readonly authorizationId: string | null;
  readonly grantedScopes: readonly string[];
}

/** Keeps what lies between the consent page and a connection. All of it ends by itself. */
export interface ConsentStore {
  addAttempt(attempt: ConsentAttempt): Promise<void>;
  attempt(stateDigest: string): Promise<ConsentAttempt | null>;
  /** True for exactly one caller. */
  takeAttempt(stateDigest: string): Promise<boolean>;
  addChoices(
    workspaceId: string,
    connectionId: string,
    choices: readonly AccountChoice[],
    until: Millis,
  ): Promise<void>;
  choices(workspaceId: string, connectionId: string): Promise<readonly AccountChoice[]>;
  dropChoices(workspaceId: string, connectionId: string): Promise<void>;
}
