import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Misconfigured } from '../../domain/errors.ts';
import type { ThumbnailJob } from '../../ports/thumbnail-jobs.ts';
import { makeThumbnail, type ThumbnailDeps } from '../../usecases/media/make-thumbnail.ts';
import { describeError, log } from '../logger.ts';

/** The thumbnail maker: each job of a batch on its own, so that one that fails comes back alone. */
export function thumbnailHandler(deps: ThumbnailDeps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed: { itemIdentifier: string }[] = [];
    // One after the other: memory is for one picture.
    for (const record of Records) {
      if (!(await takeRecord(deps, record))) failed.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures: failed };
  };
}

async function takeRecord(deps: ThumbnailDeps, record: SQSRecord): Promise<boolean> {
  try {
    await makeThumbnail(deps, readJob(record.body), Number(record.attributes.ApproximateReceiveCount));
    return true;
  } catch (error) {
    log('ERROR', 'a thumbnail could not be made', { messageId: record.messageId, ...describeError(error) });
    deps.meter.count('ThumbnailJobFailed');
    return false;
  }
}

/** Later versions come back until a new reader takes them. */
function readJob(body: string): ThumbnailJob {
  const { v, ...job } = JSON.parse(body) as ThumbnailJob & { v?: number };
  if (v === 1 && FIELDS.every((field) => field in job)) return job;
  throw new Misconfigured(`thumbnail job of version ${String(v)}; this code does version 1`);
}

const FIELDS = ['workspaceId', 'conversationId', 'entryId', 'index'] as const;
