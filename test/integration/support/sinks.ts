import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { dynamo, s3, sqs } from './clients.ts';
import { endpoints } from './cloud.ts';

/** Every item of every table. */
export async function everyTableItem(): Promise<string> {
  const all: string[] = [];
  for (const TableName of Object.values(endpoints.tables)) {
    const { Items } = await dynamo.send(new ScanCommand({ TableName }));
    // Binary values as the bytes they are: sealed text must not be readable in them.
    all.push(...(Items ?? []).map((item) => JSON.stringify(item, (_key, value) => readable(value))));
  }
  return all.join('\n');
}

/** Every row of one table, page by page. */
export async function* everyRow(TableName: string): AsyncGenerator<Record<string, AttributeValue>> {
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    yield* page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return value;
}

/** Every object of the bucket. */
export async function everyObject(): Promise<string> {
  const Bucket = endpoints.buckets.Media;
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const bodies = (Contents ?? []).map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []).toString('latin1');
  });
  return (await Promise.all(bodies)).join('\n');
}

/** What lies in the queues at the moment. */
export async function everyQueueMessage(): Promise<string> {
  const bodies: string[] = [];
  for (const QueueUrl of Object.values(endpoints.queues)) {
    const input = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
    const { Messages } = await sqs.send(new ReceiveMessageCommand(input));
    bodies.push(...(Messages ?? []).map(({ Body }) => Body ?? ''));
  }
  return bodies.join('\n');
}
