import type { AwsCaller } from '../aws/aws-call.ts';
import { Unavailable } from '../domain/errors.ts';
import type { SendJob, SendJobs } from '../ports/send-jobs.ts';

/** Jobs for the sender, on SQS: ids of conversations and entries, nothing else. */
export class SqsSendJobs implements SendJobs {
  readonly #aws: AwsCaller;
  readonly #queueUrl: string;

  constructor(aws: AwsCaller, queueUrl: string) {
    this.#aws = aws;
    this.#queueUrl = queueUrl;
  }

  async ask({ workspaceId, conversationId, from }: SendJob, delaySeconds = 0): Promise<void> {
    const MessageBody = JSON.stringify({ v: 1, workspaceId, conversationId, from });
    const input = { QueueUrl: this.#queueUrl, MessageBody, DelaySeconds: delaySeconds };
    try {
      await this.#aws.json('sqs', 'AmazonSQS.SendMessage', input);
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable("the sender's queue", error);
    }
  }
}
