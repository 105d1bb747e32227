import { createHmac } from 'node:crypto';
import type { Kms } from '../aws/kms.ts';
import { lookupOfCredential } from '../domain/credential-ref.ts';
import type { SecretText } from '../domain/secret-text.ts';
import type { SecretOwner, TokenVault, WebhookSecrets } from '../ports/vaults.ts';
import { connectionKeys } from '../store/keys.ts';
import type { Table } from '../store/table.ts';
import type { SealedCredential } from './stored-webhook-credentials.ts';

/** Webhook secrets and platform tokens in the Connections table, each sealed by KMS under its owner's context. */
export class StoredSecrets implements WebhookSecrets, TokenVault {
  readonly #table: Table;
  readonly #kms: Kms;
  readonly #keyId: string;

  constructor(table: Table, kms: Kms, keyId: string) {
    this.#table = table;
    this.#kms = kms;
    this.#keyId = keyId;
  }

  async add(
    owner: SecretOwner,
    { ref, secret, facts }: { ref: string; secret: SecretText; facts: Readonly<Record<string, string>> },
  ): Promise<void> {
    const content: SealedCredential = { secret: secret.reveal(), facts };
    const sealed = await this.#seal(owner, 'webhook', JSON.stringify(content));
    const print = createHmac('sha256', secret.reveal()).update(`print of ${ref}`).digest('hex').slice(0, 16);
    await this.#table.put({
      ...connectionKeys.credential(lookupOfCredential(ref), ref, print),
      ref,
      print,
      sealed,
      workspace: owner.workspaceId,
      connection: owner.connectionId,
      platform: owner.platform,
    });
  }

  async put(owner: SecretOwner, purpose: string, token: SecretText): Promise<void> {
    const sealed = await this.#seal(owner, 'token', token.reveal());
    await this.#table.put({
      ...connectionKeys.token(owner.workspaceId, owner.connectionId, purpose),
      sealed,
    });
  }

  #seal(owner: SecretOwner, purpose: 'webhook' | 'token', plain: string): Promise<Buffer> {
    return this.#kms.encrypt(this.#keyId, Buffer.from(plain), {
      workspace: owner.workspaceId,
      connection: owner.connectionId,
      platform: owner.platform,
      purpose,
    });
  }
}
