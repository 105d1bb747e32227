import type { AwsCaller } from '../aws/aws-call.ts';
import type { Kms } from '../aws/kms.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import { SecretText } from '../domain/secret-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { WebhookCredentials } from '../ports/connections.ts';
import type { WebhookCredential } from '../ports/connector.ts';
import { connectionKeys } from '../store/keys.ts';

const MINUTE_MS = 60_000;

/**
 * A credential that was just refreshed is not refreshed again for every bad signature. Short, for an account that is connected anew with another
 * secret is refused until then, and not every platform sends again.
 */
const REFRESH_AT_MOST_EVERY_MS = 1_000;

interface CredentialItem {
  readonly ref: { S: string };
  /** Tells equal secrets of one credential without opening them. */
  readonly print: { S: string };
  /** Of a `SealedCredential`. */
  readonly sealed: { B: string };
  readonly workspace: { S: string };
  readonly connection: { S: string };
  readonly platform: { S: string };
  readonly addedAt?: { N: string };
}

/** What is sealed of a credential; the facts hold verify tokens, so they are sealed, too. */
export interface SealedCredential {
  readonly secret: string;
  readonly facts: Readonly<Record<string, string>>;
}

/**
 * Webhook secrets from the Connections table, opened by KMS. Looked up anew every five minutes; kept for up to an hour while KMS or
 * the table do not answer, so that deliveries go on being accepted.
 */
export class StoredWebhookCredentials implements WebhookCredentials {
  readonly #aws: AwsCaller;
  readonly #kms: Kms;
  readonly #table: string;
  readonly #keyId: string;
  readonly #clock: Clock;
  readonly #cache: RefreshingCache<readonly WebhookCredential[]>;

  constructor(aws: AwsCaller, kms: Kms, table: string, keyId: string, clock: Clock) {
    this.#aws = aws;
    this.#kms = kms;
    this.#table = table;
    this.#keyId = keyId;
    this.#clock = clock;
    const known = { freshMs: 5 * MINUTE_MS, keepMs: 60 * MINUTE_MS };
    // An unknown account is remembered for a short while, too: asking for it costs what asking for a known one does.
    const unknown = { freshMs: 30_000, keepMs: 30_000 };
    this.#cache = new RefreshingCache(
      () => clock.now(),
      (found) => (found.length > 0 ? known : unknown),
      10_000,
    );
  }

  async candidates(
    lookup: string,
    options: { readonly refreshed?: boolean } = {},
  ): Promise<readonly WebhookCredential[]> {
    const load = () => this.#load(lookup);
    const loadedAt = this.#cache.loadedAt(lookup);
    const recent = loadedAt !== undefined && this.#clock.now() - loadedAt < REFRESH_AT_MOST_EVERY_MS;
    return options.refreshed && !recent ? this.#cache.refresh(lookup, load) : this.#cache.get(lookup, load);
  }

  async #load(lookup: string): Promise<readonly WebhookCredential[]> {
    const { Items } = await this.#aws.json<{ Items: CredentialItem[] }>(
      'dynamodb',
      'DynamoDB_20120810.Query',
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: connectionKeys.credentials(lookup) } },
      },
    );
    // Shops of one app share a secret: it is opened once.
    const distinct = new Map(Items.map((item) => [`${item.ref.S}#${item.print.S}`, item]));
    const newestFirst = [...distinct.values()].sort(
      (a, b) => Number(b.addedAt?.N ?? 0) - Number(a.addedAt?.N ?? 0),
    );
    return Promise.all(newestFirst.map((item) => this.#open(item)));
  }

  async #open(item: CredentialItem): Promise<WebhookCredential> {
    const plain = await this.#kms.decrypt(this.#keyId, Buffer.from(item.sealed.B, 'base64'), {
      workspace: item.workspace.S,
      connection: item.connection.S,
      platform: item.platform.S,
      purpose: 'webhook',
    });
    const { secret, facts } = JSON.parse(plain.toString('utf8')) as SealedCredential;
    return { ref: item.ref.S, secret: new SecretText(secret), facts };
  }
}
