import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Clock } from '../ports/clock.ts';
import type { Parking } from '../ports/deliveries.ts';
import type { Meter } from '../ports/meter.ts';
import type { DeliveryReader } from '../store/delivery-reader.ts';
import { describeError, log } from './logger.ts';

export interface ParkerDeps {
  readonly reader: DeliveryReader;
  readonly parking: Parking;
  readonly clock: Clock;
  readonly meter: Meter;
}

/** The dead-letter function. A record that cannot be parked stays in the dead-letter queue, where an alarm sees it. */
export function parkerHandler(deps: ParkerDeps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed: string[] = [];
    for (const record of Records) {
      try {
        await parkRecord(deps, record);
      } catch (error) {
        log('ERROR', 'a dead letter could not be parked', {
          messageId: record.messageId,
          ...describeError(error),
        });
        failed.push(record.messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function parkRecord(deps: ParkerDeps, record: SQSRecord): Promise<void> {
  const { delivery } = await deps.reader.read(record.body);
  await deps.parking.park({
    delivery,
    code: 'worker_died',
    reason: 'the worker died or ran out of time on every try',
    parkedAt: deps.clock.now(),
  });
  deps.meter.count('DeliveryParked', { Platform: delivery.platform }, { deliveryId: delivery.id });
}
