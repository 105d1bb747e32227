import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Purpose } from '../domain/purpose.ts';
import { readEnv } from '../runtime/env.ts';
import { socketHandler } from '../runtime/live/socket-handler.ts';
import { noSealer } from '../runtime/no-sealer.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { ApiGatewayPush } from '../store/api-gateway-push.ts';
import { DynamoLiveSockets, DynamoLiveTickets } from '../store/dynamo-live.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { Table } from '../store/table.ts';

const env = readEnv(['inboxTable', 'socketApiId', 'publicBaseUrl']);
const inbox = new Table(new DynamoDBClient({}), env.inboxTable);

/** Admits browsers to live updates and hears what they show. */
export const handler = socketHandler({
  tickets: new DynamoLiveTickets(inbox, systemClock),
  members: new DynamoMembers(inbox, noSealer.for(Purpose.administration), systemClock),
  origins: [new URL(env.publicBaseUrl).origin],
  sockets: new DynamoLiveSockets(inbox, systemClock),
  push: new ApiGatewayPush(awsClients().aws, env.socketApiId),
  clock: systemClock,
});
