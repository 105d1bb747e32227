import { createSecretKey, type KeyObject } from 'node:crypto';
import type { AwsCaller } from '../aws/aws-call.ts';
import { AwsRefusal } from '../aws/aws-call.ts';
import type { Kms } from '../aws/kms.ts';
import { Unavailable } from '../domain/errors.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { TransitKeys } from '../ports/transit-keys.ts';
import { connectionKeys, OPERATOR, TTL_ATTRIBUTE } from '../store/keys.ts';

/** Queue copies live 14 days, parked deliveries 90; after this long their key goes, and whatever copy is left is unreadable. */
export const TRANSIT_KEY_DAYS = 91;

const HOUR_MS = 3_600_000;
const CONTEXT = { workspace: OPERATOR, purpose: 'transit' } as const;

/**
 * One data key per day for deliveries on their way: what lies in a queue, a dead-letter queue or among the parked deliveries is
 * sealed, beyond what the queue's own encryption does. The first function that needs a day's key makes it.
 */
export class StoredTransitKeys implements TransitKeys {
  readonly #aws: AwsCaller;
  readonly #kms: Kms;
  readonly #table: string;
  readonly #keyId: string;
  readonly #cache: RefreshingCache<KeyObject>;

  constructor(aws: AwsCaller, kms: Kms, table: string, keyId: string, clock: Clock) {
    this.#aws = aws;
    this.#kms = kms;
    this.#table = table;
    this.#keyId = keyId;
    // Kept through an outage of KMS for up to an hour: deliveries go on being accepted, sealed as ever.
    this.#cache = new RefreshingCache<KeyObject>(
      () => clock.now(),
      () => ({ freshMs: 5 * 60_000, keepMs: HOUR_MS }),
      8,
    );
  }

  /** The key of a day (`2026-11-24`), made if there is none yet. */
  async ofDay(day: string): Promise<KeyObject> {
    return this.#cache.get(day, async () => {
      const wrapped = (await this.#find(day)) ?? (await this.#create(day));
      return createSecretKey(await this.#kms.decrypt(this.#keyId, wrapped, CONTEXT));
    });
  }

  async #find(day: string): Promise<Buffer | null> {
    const { pk, sk } = connectionKeys.transit(day);
    const { Item } = await this.#aws.json<{ Item?: { wrapped: { B: string } } }>(
      'dynamodb',
      'DynamoDB_20120810.GetItem',
      {
        TableName: this.#table,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConsistentRead: true,
      },
    );
    return Item ? Buffer.from(Item.wrapped.B, 'base64') : null;
  }

  async #create(day: string): Promise<Buffer> {
    const { wrapped } = await this.#kms.dataKey(this.#keyId, 32, CONTEXT);
    const { pk, sk } = connectionKeys.transit(day);
    const expires = Math.floor(Date.parse(day) / 1000) + TRANSIT_KEY_DAYS * 86_400;
    try {
      await this.#aws.json('dynamodb', 'DynamoDB_20120810.PutItem', {
        TableName: this.#table,
        Item: {
          pk: { S: pk },
          sk: { S: sk },
          wrapped: { B: wrapped.toString('base64') },
          [TTL_ATTRIBUTE]: { N: String(expires) },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return wrapped;
    } catch (error) {
      if (!(error instanceof AwsRefusal) || error.type !== 'ConditionalCheckFailedException') throw error;
      const first = await this.#find(day);
      if (!first) throw new Unavailable('the transit key', error);
      return first;
    }
  }
}
