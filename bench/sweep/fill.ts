import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dueToItem } from '../../lambdas/store/connection-items.ts';
import { connectionKeys } from '../../lambdas/store/keys.ts';
import { Rng } from '../../test/support/rng.ts';

/** As many as DynamoDB takes in one call. */
const BATCH = 25;
const AT_ONCE = 8;
const PER_WORKSPACE = 6;
const HOUR_MS = 3_600_000;

/** Connections and their authorizations, of the size that they have, due at times spread as the keeper spreads them. */
export async function fillConnections(
  dynamo: DynamoDBClient,
  table: string,
  count: number,
  now: number,
): Promise<void> {
  const batches: object[][] = [];
  const rng = new Rng(7);
  const random = () => rng.next();
  for (let i = 0; i < count; i += BATCH) {
    const size = Math.min(BATCH, count - i);
    batches.push(Array.from({ length: size }, (_, j) => connection(i + j, now + 1 + random() * 6 * HOUR_MS)));
    batches.push(
      Array.from({ length: size }, (_, j) => authorization(i + j, now + 1 + random() * 14 * 24 * HOUR_MS)),
    );
  }
  const lane = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await write(dynamo, table, batch);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function write(dynamo: DynamoDBClient, table: string, items: readonly object[]): Promise<void> {
  const requests = items.map((item) => ({
    PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
  }));
  await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
}

function connection(i: number, dueAt: number): object {
  const workspace = `ws_${Math.floor(i / PER_WORKSPACE)}`;
  const id = `c_${i.toString(36).padStart(22, '0')}`;
  return {
    ...connectionKeys.connection(workspace, id),
    ...dueToItem(Math.round(dueAt), workspace, id),
    workspace,
    connection: id,
    facts: Buffer.alloc(400, 1),
    displayName: 'An invented shop',
    webhookUrl: 'https://app.example.com/webhooks/line',
  };
}

function authorization(i: number, dueAt: number): object {
  const workspace = `ws_${Math.floor(i / PER_WORKSPACE)}`;
  const id = `c_${i.toString(36).padStart(22, '0')}`;
  return {
    ...connectionKeys.authorization(workspace, id),
    ...dueToItem(Math.round(dueAt), workspace, id),
    workspace,
    authorization: id,
    access_token: Buffer.alloc(400, 1),
    refresh_token: Buffer.alloc(400, 1),
  };
}
