import type { AwsCaller } from '../aws/aws-call.ts';
import type { KeeperJob, KeeperJobs } from '../ports/keeper-jobs.ts';
import { type NamedQueue, sendInBatches } from './sqs-batches.ts';

/** Jobs for the connection keeper, on SQS. */
export class SqsKeeperJobs implements KeeperJobs {
  readonly #aws: AwsCaller;
  readonly #queue: NamedQueue;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queue = { url: queueUrl, name: "the keeper's queue" };
  }

  async ask(jobs: readonly KeeperJob[]): Promise<void> {
    await sendInBatches(this.#aws, this.#queue, jobs.map(writeJob));
  }
}

/** A job as a queue message, version 1. */
function writeJob({ kind, workspaceId, id }: KeeperJob): string {
  return JSON.stringify({ v: 1, kind, workspaceId, id });
}
