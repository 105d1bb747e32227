import type { AwsCaller } from '../aws/aws-call.ts';
import type { SealKey } from '../domain/seal.ts';
import type { ParkedDelivery, Parking } from '../ports/deliveries.ts';
import type { TransitKeys } from '../ports/transit-keys.ts';
import { dayOf, pack, writeMessage } from './delivery-envelope.ts';
import { inboxKeys, objectKeys, TTL_ATTRIBUTE } from './keys.ts';
import type { Table } from './table.ts';

/** Parked deliveries are somebody's words: they stay for a while, not for good. */
export const PARKED_DAYS = 90;

/** Keeps parked deliveries in the Inbox table, their sealed bodies in the media bucket when they are large. */
export class DynamoParking implements Parking {
  readonly #table: Table;
  readonly #aws: AwsCaller;
  readonly #transit: TransitKeys;
  readonly #bucket: string;

  constructor(table: Table, aws: AwsCaller, transit: TransitKeys, bucket: string) {
    this.#table = table;
    this.#aws = aws;
    this.#transit = transit;
    this.#bucket = bucket;
  }

  async park({ delivery, code, reason, parkedAt }: ParkedDelivery): Promise<void> {
    const key = await this.#transit.ofDay(dayOf(delivery.receivedAt));
    await this.#table.put({
      // By arrival, not by parking: the same delivery parked again replaces itself.
      ...inboxKeys.parked(new Date(delivery.receivedAt).toISOString(), delivery.id),
      code,
      reason,
      platform: delivery.platform,
      parkedAt: new Date(parkedAt).toISOString(),
      size: delivery.body.length,
      envelope: await this.#envelope(delivery, key),
      [TTL_ATTRIBUTE]: Math.floor(parkedAt / 1000) + PARKED_DAYS * 86_400,
    });
  }

  /** What the queue holds fits an item; a larger body gets an object of its own, which outlives the queue's. */
  async #envelope(delivery: ParkedDelivery['delivery'], key: SealKey): Promise<string> {
    const packed = pack(delivery, key);
    if (!packed.object) return writeMessage(packed);
    const object = objectKeys.parked(delivery.id);
    const path = `/${this.#bucket}/${object}`;
    await this.#aws.send({ service: 's3', method: 'PUT', path, body: packed.object.body });
    return writeMessage({ envelope: { ...packed.envelope, object }, body: '' });
  }
}
