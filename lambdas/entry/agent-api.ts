import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { agentApiHandler } from '../runtime/agent-api/handler.ts';
import { windowRuleOf } from '../runtime/agent-api/window-rules.ts';
import { readEnv } from '../runtime/env.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';
import { StoredSubjectKeys } from '../vault/stored-subject-keys.ts';

const env = readEnv(['inboxTable', 'connectionsTable', 'subjectKeysTable', 'subjectKeyArn']);
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const keys = new StoredSubjectKeys(
  new Table(dynamo, env.subjectKeysTable),
  awsClients().kms,
  env.subjectKeyArn,
  systemClock,
);
const sealer = new ContentSealer(keys);

/** Serves the agents' console and everything else that signs in to the agent API. */
export const handler = agentApiHandler({
  store: new DynamoInboxStore(inbox),
  connections: new DynamoConnections(new Table(dynamo, env.connectionsTable), systemClock),
  members: new DynamoMembers(inbox, sealer, systemClock),
  keys,
  sealer,
  clock: systemClock,
  turns: new ProcessTurns(),
  rules: windowRuleOf,
});
