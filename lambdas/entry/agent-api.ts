import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { agentApiHandler } from '../runtime/agent-api/handler.ts';
import { windowRuleOf } from '../runtime/agent-api/window-rules.ts';
import { readEnv } from '../runtime/env.ts';
import { fileLinks, fileStores, mediaJobs, uploadedFiles } from '../runtime/media/media-clients.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { systemRandom } from '../runtime/system-random.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { SqsSendJobs } from '../store/sqs-send-jobs.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';
import { StoredSubjectKeys } from '../vault/stored-subject-keys.ts';

const env = readEnv(['inboxTable', 'connectionsTable', 'subjectKeysTable', 'subjectKeyArn', 'sendQueueUrl']);
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const { aws, kms } = awsClients();
const keys = new StoredSubjectKeys(
  new Table(dynamo, env.subjectKeysTable),
  kms,
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
  connectors,
  outbox: new DynamoOutbox(inbox),
  sends: new SqsSendJobs(aws, env.sendQueueUrl),
  files: uploadedFiles(inbox, sealer),
  ...fileStores(inbox),
  links: fileLinks(),
  media: mediaJobs(),
  random: systemRandom,
});
