import type { AwsCaller } from '../aws/aws-call.ts';
import { Unavailable } from '../domain/errors.ts';
import type { SendJob, SendJobs } from '../ports/send-jobs.ts';
import { writeSendJob } from './send-job-envelope.ts';

/** Jobs for the sender, on SQS. */
export class SqsSendJobs implements SendJobs {
  readonly #aws: AwsCaller;
  readonly #queueUrl: string;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queueUrl = queueUrl;
  }

  async ask(job: SendJob, delaySeconds = 0): Promise<void> {
    const input = { QueueUrl: this.#queueUrl, MessageBody: writeSendJob(job), DelaySeconds: delaySeconds };
    try {
      await this.#aws.json('sqs', 'AmazonSQS.SendMessage', input);
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable("the sender's queue", error);
    }
  }
}
