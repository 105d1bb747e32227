import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Kms } from '../aws/kms.ts';
import { Table } from '../store/table.ts';
import { StoredSubjectKeys } from '../vault/stored-subject-keys.ts';
import { readEnv } from './env.ts';
import { systemClock } from './system-clock.ts';

/** The keys of subjects as every function has them: in memory for as long as the stage says. @throws Misconfigured */
export function subjectKeys(dynamo: DynamoDBClient, kms: Kms): StoredSubjectKeys {
  const env = readEnv(['subjectKeysTable', 'subjectKeyArn', 'keyLifeSeconds']);
  const table = new Table(dynamo, env.subjectKeysTable);
  return new StoredSubjectKeys(
    table,
    kms,
    env.subjectKeyArn,
    systemClock,
    Number(env.keyLifeSeconds) * 1_000,
  );
}
