import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { TABLE_KEYS } from '../../lambdas/store/keys.ts';
import { findMinistack, startMinistack } from '../../local/cloud/ministack.ts';
import { freePortFrom } from '../../local/cloud/ports.ts';

const REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const FIRST_PORT = 14_566;

/** The emulator of AWS, empty. */
export interface Emulator {
  readonly dynamo: DynamoDBClient;
  readonly aws: AwsCaller;
  stop(): Promise<void>;
}

/** Starts it on a free port; all that it keeps lies in the folder. */
export async function startEmulator(folder: string): Promise<Emulator> {
  const stateDir = mkdtempSync(path.join(folder, 'ministack-'));
  const logFile = path.join(folder, 'ministack.log');
  const program = await findMinistack(logFile);
  const port = await freePortFrom(FIRST_PORT);
  const { endpoint, stop } = await startMinistack(program, { port, stateDir, logFile, region: REGION });
  const access = { endpoint, region: REGION, credentials: CREDENTIALS };
  const dynamo = new DynamoDBClient(access);
  return {
    dynamo,
    aws: new AwsCaller(access),
    async stop() {
      dynamo.destroy();
      await stop();
    },
  };
}

/** An index of a table. */
export interface Index {
  readonly name: string;
  readonly partition: string;
  readonly sort: string;
  readonly projection: 'ALL' | 'KEYS_ONLY';
}

/** A table with the keys that all tables have, and perhaps indexes. */
export async function createTable(
  dynamo: DynamoDBClient,
  name: string,
  ...indexes: readonly Index[]
): Promise<void> {
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const named = [TABLE_KEYS, ...indexes].flatMap(({ partition, sort }) => [partition, sort]);
  const GlobalSecondaryIndexes = indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: keys(index.partition, index.sort),
    Projection: { ProjectionType: index.projection },
  }));
  await dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys(TABLE_KEYS.partition, TABLE_KEYS.sort),
      AttributeDefinitions: named.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      ...(indexes.length > 0 ? { GlobalSecondaryIndexes } : {}),
    }),
  );
}
