import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Endpoints } from '../cloud/endpoints.ts';

/** What a look through everything saw. */
export interface Scan {
  readonly looked: string;
  /** Where a trace was. */
  readonly found: readonly string[];
}

/** The Ledger keeps what was done to whom, and the mark of an erasure keeps late deliveries out: by ids. Words may stand nowhere. */
const IDS_ALLOWED_IN = ['Ledger', 'SubjectKeys'];

/**
 * Looks through every row of every table and every key of the bucket with a client of its own, which knows nothing of KaoJai: for the words that a
 * customer said, in the clear, and for the ids under which they were kept.
 */
export async function scanFor(
  endpoints: Endpoints,
  words: readonly string[],
  ids: readonly string[],
): Promise<Scan> {
  const { awsEndpoint: endpoint, region, tables, buckets } = endpoints;
  const client = { region, endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const dynamo = new DynamoDBClient(client);
  const found: string[] = [];
  const counts: string[] = [];
  for (const [name, table] of Object.entries(tables)) {
    let rows = 0;
    for await (const row of rowsOf(dynamo, table)) {
      rows++;
      const text = JSON.stringify(row, (_key, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      );
      const wanted = IDS_ALLOWED_IN.includes(name) ? words : [...words, ...ids];
      if (wanted.some((trace) => text.includes(trace))) found.push(`${name} ${row.pk?.S} ${row.sk?.S}`);
    }
    counts.push(`${rows} rows of ${name}`);
  }
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  for (const bucket of new Set(Object.values(buckets))) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    counts.push(`${Contents.length} files`);
    for (const { Key = '' } of Contents) if (ids.some((id) => Key.includes(id))) found.push(Key);
  }
  return { looked: counts.join(', '), found };
}

async function* rowsOf(
  dynamo: DynamoDBClient,
  TableName: string,
): AsyncGenerator<Record<string, AttributeValue>> {
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    yield* page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
