import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Misconfigured } from '../../domain/errors.ts';
import type { SendJob } from '../../ports/send-jobs.ts';
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
    await sendPending(deps, readJob(record.body));
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

/** Old and new code run side by side during a deployment: later versions come back until a new reader takes them. */
function readJob(body: string): SendJob {
  const { v, ...job } = JSON.parse(body) as SendJob & { v?: number };
  if (v !== 1) throw new Misconfigured(`job of version ${String(v)}; this code does version 1`);
  return job;
}
