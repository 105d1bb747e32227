import type { AwsCaller } from '../aws/aws-call.ts';
import { Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';

/** As many as SQS takes in one call. */
const BATCH = 10;

/** A queue, and what it is called when it cannot be reached. */
export interface NamedQueue {
  readonly url: string;
  readonly name: string;
}

/**
 * Puts messages on a queue, ten in a call.
 * @throws Unavailable when SQS cannot be reached or refuses one; some of the messages may be on the queue then
 */
export async function sendInBatches(
  aws: AwsCaller,
  queue: NamedQueue,
  bodies: readonly string[],
  delayMs: Millis = 0,
): Promise<void> {
  const delay = delayMs > 0 ? { DelaySeconds: Math.ceil(delayMs / 1_000) } : {};
  for (let i = 0; i < bodies.length; i += BATCH) {
    const batch = bodies.slice(i, i + BATCH);
    const Entries = batch.map((body, n) => ({ Id: String(n), MessageBody: body, ...delay }));
    await sendBatch(aws, queue, Entries);
  }
}

async function sendBatch(aws: AwsCaller, { url, name }: NamedQueue, Entries: unknown[]): Promise<void> {
  const input = { QueueUrl: url, Entries };
  try {
    const { Failed = [] } = await aws.json<{ Failed?: unknown[] }>(
      'sqs',
      'AmazonSQS.SendMessageBatch',
      input,
    );
    if (Failed.length === 0) return;
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable(name, error);
  }
  throw new Unavailable(name);
}
