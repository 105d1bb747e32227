import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readEnv } from '../runtime/env.ts';
import { fanOutHandler } from '../runtime/live/fan-out-handler.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { ApiGatewayPush } from '../store/api-gateway-push.ts';
import { DynamoLiveSockets } from '../store/dynamo-live.ts';
import { Table } from '../store/table.ts';

const env = readEnv(['inboxTable', 'socketApiId']);
const inbox = new Table(new DynamoDBClient({}), env.inboxTable);

/** Tells browsers what changed in the Inbox table. */
export const handler = fanOutHandler({
  sockets: new DynamoLiveSockets(inbox, systemClock),
  push: new ApiGatewayPush(awsClients().aws, env.socketApiId),
  clock: systemClock,
});
