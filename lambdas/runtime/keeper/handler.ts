import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Misconfigured } from '../../domain/errors.ts';
import type { KeeperJob } from '../../ports/keeper-jobs.ts';
import { keep } from '../../usecases/keeping/keep.ts';
import type { KeepingDeps } from '../../usecases/keeping/keeping-deps.ts';
import { describeError, log } from '../logger.ts';

/** The connection keeper: each job of a batch on its own, so that one that fails comes back alone. */
export function keeperHandler(deps: KeepingDeps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed = await Promise.all(Records.map((record) => takeRecord(deps, record)));
    return { batchItemFailures: failed.flat() };
  };
}

async function takeRecord(deps: KeepingDeps, record: SQSRecord): Promise<{ itemIdentifier: string }[]> {
  try {
    await keep(deps, readJob(record.body));
    return [];
  } catch (error) {
    log('ERROR', 'a connection could not be looked after', {
      messageId: record.messageId,
      ...describeError(error),
    });
    deps.meter.count('KeepingFailed');
    return [{ itemIdentifier: record.messageId }];
  }
}

const KINDS: ReadonlySet<unknown> = new Set(['connection', 'authorization', 'history']);

/** Old and new code run side by side during a deployment: later versions come back until a new reader takes them. */
function readJob(body: string): KeeperJob {
  const job = JSON.parse(body) as KeeperJob & { v?: number };
  if (job.v !== 1 || !KINDS.has(job.kind))
    throw new Misconfigured(
      `job of version ${String(job.v)} and kind ${String(job.kind)}; this code does version 1`,
    );
  return { kind: job.kind, workspaceId: job.workspaceId, id: job.id };
}
