import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { Purpose } from '../domain/purpose.ts';
import { agentApiHandler } from '../runtime/agent-api/handler.ts';
import { windowRuleOf } from '../runtime/agent-api/window-rules.ts';
import { readEnv } from '../runtime/env.ts';
import {
  fileLinks,
  fileScanner,
  fileStores,
  mediaJobs,
  uploadedFiles,
} from '../runtime/media/media-clients.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { retentionDemands } from '../runtime/retention/retention-demands.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { systemRandom } from '../runtime/system-random.ts';
import { DynamoAuditTrail } from '../store/dynamo-audit-trail.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoLiveTickets } from '../store/dynamo-live.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { CachedRetention, DynamoRetention } from '../store/dynamo-retention.ts';
import { DynamoSavedThings } from '../store/dynamo-saved-things.ts';
import { replyItems, viewItems } from '../store/saved-items.ts';
import { SqsSendJobs } from '../store/sqs-send-jobs.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const env = readEnv(['inboxTable', 'connectionsTable', 'sendQueueUrl', 'ledgerTable', 'liveUrl']);
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const { aws, kms } = awsClients();
const keys = subjectKeys(dynamo, kms);
const sealers = new ContentSealer(keys);
const turns = new ProcessTurns();

/** Serves the agents' console and everything else that signs in to the agent API. */
export const handler = agentApiHandler({
  store: new DynamoInboxStore(inbox),
  connections: new DynamoConnections(new Table(dynamo, env.connectionsTable), systemClock),
  members: new DynamoMembers(inbox, sealers.for(Purpose.administration), systemClock),
  keys,
  // Each request reads for the purpose of its route, or the one that it names itself.
  sealers,
  sealer: sealers.for(Purpose.inbox),
  clock: systemClock,
  turns,
  rules: windowRuleOf,
  connectors,
  outbox: new DynamoOutbox(inbox),
  sends: new SqsSendJobs(aws, env.sendQueueUrl),
  files: uploadedFiles(inbox, sealers.for(Purpose.support)),
  ...fileStores(inbox),
  links: fileLinks(),
  scanner: fileScanner(),
  media: mediaJobs(),
  random: systemRandom,
  replies: new DynamoSavedThings(inbox, replyItems),
  views: new DynamoSavedThings(inbox, viewItems),
  tickets: new DynamoLiveTickets(inbox, systemClock),
  liveUrl: env.liveUrl,
  retention: new CachedRetention(new DynamoRetention(inbox), retentionDemands, systemClock),
  audit: new DynamoAuditTrail(new Table(dynamo, env.ledgerTable), randomUUID, turns),
});
