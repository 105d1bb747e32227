import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readEnv } from '../runtime/env.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoDueSends } from '../store/dynamo-due-sends.ts';
import { DynamoDueWork } from '../store/dynamo-due-work.ts';
import { SqsKeeperJobs } from '../store/sqs-keeper-jobs.ts';
import { SqsSendJobs } from '../store/sqs-send-jobs.ts';
import { Table } from '../store/table.ts';
import { sweep } from '../usecases/keeping/sweep.ts';
import { sweepSends } from '../usecases/sending/sweep-sends.ts';

const env = readEnv(['connectionsTable', 'inboxTable', 'keeperQueueUrl', 'sendQueueUrl']);
const dynamo = new DynamoDBClient({});
const { aws } = awsClients();
const connections = {
  due: new DynamoDueWork(new Table(dynamo, env.connectionsTable)),
  jobs: new SqsKeeperJobs(aws, env.keeperQueueUrl),
  clock: systemClock,
};
const messages = {
  due: new DynamoDueSends(new Table(dynamo, env.inboxTable)),
  sends: new SqsSendJobs(aws, env.sendQueueUrl),
  clock: systemClock,
};

/** Hands out, each minute, what keeper and sender have to look after. Neither waits for the other. */
export const handler = async (): Promise<void> => {
  const rounds = await Promise.allSettled([sweep(connections), sweepSends(messages)]);
  for (const round of rounds) if (round.status === 'rejected') throw round.reason;
};
