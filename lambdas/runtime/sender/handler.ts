import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readSendJob } from '../../store/send-job-envelope.ts';
import { lookAfter } from '../../usecases/sending/look-after.ts';
import { sendPending } from '../../usecases/sending/send-pending.ts';
import type { SendingDeps } from '../../usecases/sending/sending-deps.ts';
import { describeError, log } from '../logger.ts';

/** The sender: each conversation of a batch on its own, so that one that fails comes back alone. */
export function senderHandler(deps: SendingDeps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed = await Promise.all(Records.map((record) => takeRecord(deps, record)));
    return { batchItemFailures: failed.flat() };
  };
}

async function takeRecord(deps: SendingDeps, record: SQSRecord): Promise<{ itemIdentifier: string }[]> {
  try {
    const job = readSendJob(record.body);
    // Somebody failed or died with it. It comes again only so often; the sweeper does not give up.
    if (Number(record.attributes?.ApproximateReceiveCount ?? 1) > 1) await lookAfter(deps, job);
    await sendPending(deps, job);
    return [];
  } catch (error) {
    log('ERROR', 'a conversation could not be sent', {
      messageId: record.messageId,
      ...describeError(error),
    });
    deps.meter.count('SendingFailed');
    return [{ itemIdentifier: record.messageId }];
  }
}
