import { createHmac } from 'node:crypto';
import type { Kms, SecretPurpose } from '../aws/kms.ts';
import { SecretText } from '../domain/secret-text.ts';
import { TOKEN_PURPOSES, type TokenPurpose, type TokenSet } from '../domain/token-set.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { Clock } from '../ports/clock.ts';
import type { SealedWebhookCredential } from '../ports/connections.ts';
import type {
  OpenWebhookCredential,
  SealedTokens,
  SecretOwner,
  TokenUse,
  TokenVault,
} from '../ports/vaults.ts';
import type { SealedCredential } from './stored-webhook-credentials.ts';

/**
 * Platform tokens sealed by KMS itself: there is no data key that could lie about. Each purpose has a context of its own, so that the key's
 * policy can let a function open one and not another.
 */
export class KmsTokenVault implements TokenVault {
  readonly #kms: Kms;
  readonly #keyId: string;
  readonly #audit: AuditTrail;
  readonly #clock: Clock;

  constructor(kms: Kms, keyId: string, audit: AuditTrail, clock: Clock) {
    this.#kms = kms;
    this.#keyId = keyId;
    this.#audit = audit;
    this.#clock = clock;
  }

  async sealTokens(
    owner: SecretOwner,
    { secrets, expiresAt, authorizedUntil }: TokenSet,
  ): Promise<SealedTokens> {
    const sealed: Partial<Record<TokenPurpose, Uint8Array>> = {};
    for (const purpose of TOKEN_PURPOSES) {
      const secret = secrets[purpose];
      if (secret) sealed[purpose] = await this.#seal(owner, purpose, secret.reveal());
    }
    return { secrets: sealed, expiresAt, authorizedUntil };
  }

  async openTokens(owner: SecretOwner, sealed: SealedTokens, use: TokenUse): Promise<TokenSet> {
    const purposes = TOKEN_PURPOSES.filter((purpose) => sealed.secrets[purpose] !== undefined);
    // First the trace, then the token: a use that could not be written down does not happen.
    await this.#audit.record({
      workspaceId: owner.workspaceId,
      at: this.#clock.now(),
      action: 'token.open',
      actor: use.actor,
      reason: use.reason,
      platform: owner.platform,
      connectionId: owner.connectionId,
      facts: { purposes: [...purposes] },
    });
    const opened = await Promise.all(
      purposes.map(async (purpose) => {
        const plain = await this.#open(owner, purpose, sealed.secrets[purpose] as Uint8Array);
        return [purpose, new SecretText(plain)] as const;
      }),
    );
    return {
      secrets: Object.fromEntries(opened),
      expiresAt: sealed.expiresAt,
      authorizedUntil: sealed.authorizedUntil,
    };
  }

  async sealFacts(owner: SecretOwner, facts: Readonly<Record<string, string>>): Promise<Uint8Array> {
    return this.#seal(owner, 'facts', JSON.stringify(facts));
  }

  async openFacts(owner: SecretOwner, sealed: Uint8Array): Promise<Readonly<Record<string, string>>> {
    return JSON.parse(await this.#open(owner, 'facts', sealed)) as Record<string, string>;
  }

  async sealWebhook(
    owner: SecretOwner,
    { ref, secret, facts }: OpenWebhookCredential,
  ): Promise<SealedWebhookCredential> {
    const content: SealedCredential = { secret: secret.reveal(), facts };
    const sealed = await this.#seal(owner, 'webhook', JSON.stringify(content));
    const print = createHmac('sha256', secret.reveal()).update(`print of ${ref}`).digest('hex').slice(0, 16);
    return { ref, print, sealed };
  }

  async openWebhook(
    owner: SecretOwner,
    sealed: Uint8Array,
  ): Promise<Pick<OpenWebhookCredential, 'secret' | 'facts'>> {
    const { secret, facts } = JSON.parse(await this.#open(owner, 'webhook', sealed)) as SealedCredential;
    return { secret: new SecretText(secret), facts };
  }

  #seal(owner: SecretOwner, purpose: SecretPurpose, plain: string): Promise<Buffer> {
    return this.#kms.encrypt(this.#keyId, Buffer.from(plain), contextOf(owner, purpose));
  }

  async #open(owner: SecretOwner, purpose: SecretPurpose, sealed: Uint8Array): Promise<string> {
    const plain = await this.#kms.decrypt(this.#keyId, sealed, contextOf(owner, purpose));
    return plain.toString('utf8');
  }
}

function contextOf({ workspaceId, connectionId, platform }: SecretOwner, purpose: SecretPurpose) {
  return { workspace: workspaceId, connection: connectionId, platform, purpose };
}
