import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Misconfigured } from '../../domain/errors.ts';
import type { MediaJob } from '../../ports/media-jobs.ts';
import { doMediaJob } from '../../usecases/media/do-media-job.ts';
import type { MediaDeps } from '../../usecases/media/media-deps.ts';
import { describeError, log } from '../logger.ts';

/** The media worker: each job of a batch on its own, so that one that fails comes back alone. */
export function mediaHandler(deps: MediaDeps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed: { itemIdentifier: string }[] = [];
    // One after the other: memory is for one file.
    for (const record of Records) {
      if (!(await takeRecord(deps, record))) failed.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures: failed };
  };
}

async function takeRecord(deps: MediaDeps, record: SQSRecord): Promise<boolean> {
  try {
    await doMediaJob(deps, readJob(record.body));
    return true;
  } catch (error) {
    log('ERROR', 'a file could not be looked after', {
      messageId: record.messageId,
      ...describeError(error),
    });
    deps.meter.count('FileJobFailed');
    return false;
  }
}

/** Old and new code run side by side during a deployment: later versions come back until a new reader takes them. */
function readJob(body: string): MediaJob {
  const { v, ...job } = JSON.parse(body) as MediaJob & { v?: number };
  if (v === 1 && Object.hasOwn(FIELDS, job.kind) && FIELDS[job.kind].every((field) => field in job))
    return job as MediaJob;
  throw new Misconfigured(
    `job of version ${String(v)} and kind ${String(job.kind)}; this code does version 1`,
  );
}

const FIELDS: Readonly<Record<MediaJob['kind'], readonly string[]>> = {
  fetch: ['workspaceId', 'conversationId', 'entryId', 'index'],
  drop: ['workspaceId', 'conversationId', 'entryId'],
  forget: ['workspaceId', 'viewId'],
  profile: ['workspaceId', 'conversationId'],
};
