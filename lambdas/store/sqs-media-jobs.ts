import type { AwsCaller } from '../aws/aws-call.ts';
import type { Millis } from '../domain/platform.ts';
import type { MediaJob, MediaJobs } from '../ports/media-jobs.ts';
import { type NamedQueue, sendInBatches } from './sqs-batches.ts';

/** Jobs for the media worker, on SQS. */
export class SqsMediaJobs implements MediaJobs {
  readonly #aws: AwsCaller;
  readonly #queue: NamedQueue;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queue = { url: queueUrl, name: "the media worker's queue" };
  }

  async ask(jobs: readonly MediaJob[], delayMs: Millis = 0): Promise<void> {
    await sendInBatches(this.#aws, this.#queue, jobs.map(writeMediaJob), delayMs);
  }
}

/** A job as a queue message, version 1: the fields of its kind, and no others. */
function writeMediaJob(job: MediaJob): string {
  const { kind, workspaceId } = job;
  switch (job.kind) {
    case 'forget':
      return JSON.stringify({ v: 1, kind, workspaceId, viewId: job.viewId });
    case 'profile':
      return JSON.stringify({ v: 1, kind, workspaceId, conversationId: job.conversationId });
    case 'drop': {
      const { conversationId, entryId } = job;
      return JSON.stringify({ v: 1, kind, workspaceId, conversationId, entryId });
    }
    case 'fetch': {
      const { conversationId, entryId, index } = job;
      return JSON.stringify({ v: 1, kind, workspaceId, conversationId, entryId, index });
    }
  }
}
