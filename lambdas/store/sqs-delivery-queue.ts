import type { AwsCaller } from '../aws/aws-call.ts';
import type { AcceptedDelivery } from '../domain/delivery.ts';
import { Unavailable } from '../domain/errors.ts';
import type { DeliveryQueue } from '../ports/deliveries.ts';
import type { TransitKeys } from '../ports/transit-keys.ts';
import { dayOf, messageAsJson, pack } from './delivery-envelope.ts';

/** Puts accepted deliveries on SQS, sealed; large ones by way of the media bucket. */
export class SqsDeliveryQueue implements DeliveryQueue {
  readonly #aws: AwsCaller;
  readonly #transit: TransitKeys;
  readonly #queueUrl: string;
  readonly #bucket: string;

  constructor(aws: AwsCaller, transit: TransitKeys, queueUrl: string, bucket: string) {
    this.#aws = aws;
    this.#transit = transit;
    this.#queueUrl = queueUrl;
    this.#bucket = bucket;
  }

  async put(delivery: AcceptedDelivery): Promise<void> {
    try {
      const packed = pack(delivery, await this.#transit.ofDay(dayOf(delivery.receivedAt)));
      if (packed.object) {
        const path = `/${this.#bucket}/${packed.object.key}`;
        await this.#aws.send({ service: 's3', method: 'PUT', path, body: packed.object.body });
      }
      const body = `{"QueueUrl":${JSON.stringify(this.#queueUrl)},"MessageBody":${messageAsJson(packed)}}`;
      await this.#aws.send({ service: 'sqs', target: 'AmazonSQS.SendMessage', body });
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable('the delivery queue', error);
    }
  }
}
