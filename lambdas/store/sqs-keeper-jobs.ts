import type { AwsCaller } from '../aws/aws-call.ts';
import { Unavailable } from '../domain/errors.ts';
import type { KeeperJob, KeeperJobs } from '../ports/keeper-jobs.ts';

/** As many as SQS takes in one call. */
const BATCH = 10;

/** Jobs for the connection keeper, on SQS. */
export class SqsKeeperJobs implements KeeperJobs {
  readonly #aws: AwsCaller;
  readonly #queueUrl: string;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queueUrl = queueUrl;
  }

  async ask(jobs: readonly KeeperJob[]): Promise<void> {
    for (let i = 0; i < jobs.length; i += BATCH) await this.#send(jobs.slice(i, i + BATCH));
  }

  async #send(jobs: readonly KeeperJob[]): Promise<void> {
    const Entries = jobs.map((job, i) => ({ Id: String(i), MessageBody: writeJob(job) }));
    const input = { QueueUrl: this.#queueUrl, Entries };
    try {
      const { Failed = [] } = await this.#aws.json<{ Failed?: unknown[] }>(
        'sqs',
        'AmazonSQS.SendMessageBatch',
        input,
      );
      if (Failed.length === 0) return;
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable("the keeper's queue", error);
    }
    throw new Unavailable("the keeper's queue");
  }
}

/** A job as a queue message, version 1. */
function writeJob({ kind, workspaceId, id }: KeeperJob): string {
  return JSON.stringify({ v: 1, kind, workspaceId, id });
}
