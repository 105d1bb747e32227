import type { AwsCaller } from '../aws/aws-call.ts';
import type { AcceptedDelivery } from '../domain/delivery.ts';
import type { TransitKeys } from '../ports/transit-keys.ts';
import { dayOf, type Envelope, readMessage, unpack } from './delivery-envelope.ts';

/** Reads deliveries back from queue messages and from the media bucket. */
export class DeliveryReader {
  readonly #aws: AwsCaller;
  readonly #transit: TransitKeys;
  readonly #bucket: string;

  constructor(aws: AwsCaller, transit: TransitKeys, bucket: string) {
    this.#aws = aws;
    this.#transit = transit;
    this.#bucket = bucket;
  }

  /** @throws Unavailable; @throws AwsRefusal when the object is gone */
  async read(message: string): Promise<{ delivery: AcceptedDelivery; envelope: Envelope }> {
    const { envelope, body } = readMessage(message);
    const sealed =
      envelope.object === undefined ? Buffer.from(body, 'base64') : await this.#fetch(envelope.object);
    const key = await this.#transit.ofDay(dayOf(envelope.receivedAt));
    return { delivery: unpack(envelope, key, sealed), envelope };
  }

  /** Removes the object of a delivery that is done with. */
  async forget(envelope: Envelope): Promise<void> {
    if (envelope.object === undefined) return;
    await this.#aws.send({ service: 's3', method: 'DELETE', path: `/${this.#bucket}/${envelope.object}` });
  }

  async #fetch(key: string): Promise<Buffer> {
    return (await this.#aws.send({ service: 's3', method: 'GET', path: `/${this.#bucket}/${key}` })).body;
  }
}
