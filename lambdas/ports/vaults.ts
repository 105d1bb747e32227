import type { Millis, PlatformId } from '../domain/platform.ts';
import type { SecretText } from '../domain/secret-text.ts';
import type { TokenPurpose, TokenSet } from '../domain/token-set.ts';
import type { AuditActor } from './audit-trail.ts';
import type { SealedWebhookCredential } from './connections.ts';

/** Whose secret it is; becomes the encryption context. */
export interface SecretOwner {
  readonly workspaceId: string;
  /** The connection; of shared tokens, the authorization. */
  readonly connectionId: string;
  readonly platform: PlatformId;
}

/** Keeps secrets that sign webhooks. Adding one never removes another: during a rotation two are good. */
export interface WebhookSecrets {
  add(owner: SecretOwner, credential: OpenWebhookCredential): Promise<void>;
}

/** A secret that signs webhooks, and what else the check of a delivery needs. */
export interface OpenWebhookCredential {
  readonly ref: string;
  readonly secret: SecretText;
  readonly facts: Readonly<Record<string, string>>;
}

/** A `TokenSet` at rest: each secret sealed for its own purpose. */
export interface SealedTokens {
  readonly secrets: Readonly<Partial<Record<TokenPurpose, Uint8Array>>>;
  readonly expiresAt: Millis | null;
  readonly authorizedUntil: Millis | null;
}

/** Who opens tokens, and what for. */
export interface TokenUse {
  readonly actor: AuditActor;
  /** A word or two of snake_case, such as `health_check`. */
  readonly reason: string;
}

/** Seals what platforms grant, and opens it again: never without a trace in the audit trail, written first. */
export interface TokenVault {
  sealTokens(owner: SecretOwner, tokens: TokenSet): Promise<SealedTokens>;
  /** @throws Unavailable when the key or the audit trail does not answer; there is no other way to a token */
  openTokens(owner: SecretOwner, sealed: SealedTokens, use: TokenUse): Promise<TokenSet>;
  sealFacts(owner: SecretOwner, facts: Readonly<Record<string, string>>): Promise<Uint8Array>;
  openFacts(owner: SecretOwner, sealed: Uint8Array): Promise<Readonly<Record<string, string>>>;
  sealWebhook(owner: SecretOwner, credential: OpenWebhookCredential): Promise<SealedWebhookCredential>;
  openWebhook(
    owner: SecretOwner,
    sealed: Uint8Array,
  ): Promise<Pick<OpenWebhookCredential, 'secret' | 'facts'>>;
}
