import { lookupOfCredential } from '../domain/credential-ref.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenWebhookCredential, SecretOwner, TokenVault, WebhookSecrets } from '../ports/vaults.ts';
import { connectionKeys } from '../store/keys.ts';
import type { Table } from '../store/table.ts';

/** Webhook secrets of the operator's applications in the Connections table; those of merchants come with their connections. */
export class StoredSecrets implements WebhookSecrets {
  readonly #table: Table;
  readonly #vault: TokenVault;
  readonly #clock: Clock;

  constructor(table: Table, vault: TokenVault, clock: Clock) {
    this.#table = table;
    this.#vault = vault;
    this.#clock = clock;
  }

  async add(owner: SecretOwner, credential: OpenWebhookCredential): Promise<void> {
    const { ref, print, sealed } = await this.#vault.sealWebhook(owner, credential);
    await this.#table.put({
      ...connectionKeys.credential(lookupOfCredential(ref), ref, print, owner.workspaceId),
      ref,
      print,
      sealed,
      workspace: owner.workspaceId,
      connection: owner.connectionId,
      platform: owner.platform,
      addedAt: this.#clock.now(),
    });
  }

  /** Takes away all secrets of a credential but the newest one; says how many went. */
  async retire(ref: string): Promise<number> {
    const found: { pk: string; sk: string; addedAt: number }[] = [];
    const pk = connectionKeys.credentials(lookupOfCredential(ref));
    for await (const item of this.#table.all({ pk, consistent: true })) {
      if (item.ref === ref) found.push({ pk: item.pk, sk: item.sk, addedAt: item.addedAt ?? 0 });
    }
    const old = found.sort((a, b) => b.addedAt - a.addedAt).slice(1);
    for (const { pk: partition, sk } of old) await this.#table.delete({ pk: partition, sk });
    return old.length;
  }
}
