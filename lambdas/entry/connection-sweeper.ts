import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readEnv } from '../runtime/env.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoDueWork } from '../store/dynamo-due-work.ts';
import { SqsKeeperJobs } from '../store/sqs-keeper-jobs.ts';
import { Table } from '../store/table.ts';
import { sweep } from '../usecases/keeping/sweep.ts';

const env = readEnv(['connectionsTable', 'keeperQueueUrl']);
const due = new DynamoDueWork(new Table(new DynamoDBClient({}), env.connectionsTable));
const jobs = new SqsKeeperJobs(awsClients().aws, env.keeperQueueUrl);

/** Hands out, each minute, what the keeper has to look after. */
export const handler = (): Promise<number> => sweep({ due, jobs, clock: systemClock });
