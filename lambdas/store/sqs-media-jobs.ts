import type { AwsCaller } from '../aws/aws-call.ts';
import { Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import type { MediaJob, MediaJobs } from '../ports/media-jobs.ts';

/** As many as SQS takes in one call. */
const BATCH = 10;

/** Jobs for the media worker, on SQS. */
export class SqsMediaJobs implements MediaJobs {
  readonly #aws: AwsCaller;
  readonly #queueUrl: string;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queueUrl = queueUrl;
  }

  async ask(jobs: readonly MediaJob[], delayMs: Millis = 0): Promise<void> {
    for (let i = 0; i < jobs.length; i += BATCH) await this.#send(jobs.slice(i, i + BATCH), delayMs);
  }

  async #send(jobs: readonly MediaJob[], delayMs: Millis): Promise<void> {
    const delay = delayMs > 0 ? { DelaySeconds: Math.ceil(delayMs / 1_000) } : {};
    const Entries = jobs.map((job, i) => ({ Id: String(i), MessageBody: writeMediaJob(job), ...delay }));
    const input = { QueueUrl: this.#queueUrl, Entries };
    try {
      const { Failed = [] } = await this.#aws.json<{ Failed?: unknown[] }>(
        'sqs',
        'AmazonSQS.SendMessageBatch',
        input,
      );
      if (Failed.length === 0) return;
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable("the media worker's queue", error);
    }
    throw new Unavailable("the media worker's queue");
  }
}

/** A job as a queue message, version 1: the fields of its kind, and no others. */
function writeMediaJob(job: MediaJob): string {
  const { kind, workspaceId } = job;
  switch (job.kind) {
    case 'forget':
      return JSON.stringify({ v: 1, kind, workspaceId, viewId: job.viewId });
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
