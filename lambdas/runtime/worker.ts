import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Outcome } from '../domain/delivery.ts';
import type { DeliveryReader } from '../store/delivery-reader.ts';
import { type ReceiveDeps, receiveDelivery } from '../usecases/receive-delivery.ts';
import { describeError, log } from './logger.ts';

export interface WorkerDeps extends ReceiveDeps {
  readonly reader: DeliveryReader;
  /** How often the queue hands a delivery out before it goes to the dead-letter queue. */
  readonly maxReceives: number;
}

/**
 * The worker function: each record of a batch on its own, so that one that fails comes back alone. A delivery whose last try fails is
 * parked with its reason instead of dying nameless in the dead-letter queue.
 */
export function workerHandler(deps: WorkerDeps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed: string[] = [];
    await Promise.all(
      Records.map(async (record) => {
        if (!(await takeRecord(deps, record))) failed.push(record.messageId);
      }),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function takeRecord(deps: WorkerDeps, record: SQSRecord): Promise<boolean> {
  try {
    const { delivery, envelope } = await deps.reader.read(record.body);
    await receiveDelivery(deps, delivery);
    await deps.reader.forget(envelope);
    return true;
  } catch (error) {
    const tries = Number(record.attributes.ApproximateReceiveCount);
    log('ERROR', 'a delivery could not be handled', {
      messageId: record.messageId,
      tries,
      ...describeError(error),
    });
    deps.meter.count('HandlingFailed');
    return tries >= deps.maxReceives && parkFailed(deps, record, error);
  }
}

async function parkFailed(deps: WorkerDeps, record: SQSRecord, error: unknown): Promise<boolean> {
  try {
    const { delivery } = await deps.reader.read(record.body);
    const { code, reason } = describeError(error);
    await deps.parking.park({
      delivery,
      code: String(code),
      reason: `handling failed ${deps.maxReceives} times: ${String(reason ?? code)}`,
      parkedAt: deps.clock.now(),
    });
    const outcome: Outcome = 'parked';
    deps.meter.count('DeliveryParked', { Platform: delivery.platform }, { deliveryId: delivery.id, outcome });
    return true;
  } catch (parkingError) {
    // Still in the queue; the next step is the dead-letter queue, whose own function parks it.
    log('ERROR', 'a delivery could not be parked', {
      messageId: record.messageId,
      ...describeError(parkingError),
    });
    return false;
  }
}
