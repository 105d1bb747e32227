import type { AwsCaller } from '../aws/aws-call.ts';
import type { ThumbnailJob, ThumbnailJobs } from '../ports/thumbnail-jobs.ts';
import { type NamedQueue, sendInBatches } from './sqs-batches.ts';

/** Jobs for the thumbnail maker, on SQS. */
export class SqsThumbnailJobs implements ThumbnailJobs {
  readonly #aws: AwsCaller;
  readonly #queue: NamedQueue;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queue = { url: queueUrl, name: "the thumbnail maker's queue" };
  }

  async ask(jobs: readonly ThumbnailJob[]): Promise<void> {
    await sendInBatches(this.#aws, this.#queue, jobs.map(writeThumbnailJob));
  }
}

/** A job as a queue message, version 1: these fields, and no others. */
function writeThumbnailJob({ workspaceId, conversationId, entryId, index }: ThumbnailJob): string {
  return JSON.stringify({ v: 1, workspaceId, conversationId, entryId, index });
}
