import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { Purpose } from '../domain/purpose.ts';
import { windowRuleOf } from '../runtime/agent-api/window-rules.ts';
import { readEnv } from '../runtime/env.ts';
import { fileLinks, mediaJobs } from '../runtime/media/media-clients.ts';
import { privacyApiHandler } from '../runtime/privacy-api/handler.ts';
import { noFiles } from '../runtime/privacy-api/no-files.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { retentionDemands } from '../runtime/retention/retention-demands.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { systemRandom } from '../runtime/system-random.ts';
import { DynamoAuditLog } from '../store/dynamo-audit-log.ts';
import { DynamoAuditTrail } from '../store/dynamo-audit-trail.ts';
import { DynamoCertificates } from '../store/dynamo-certificates.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoHolds } from '../store/dynamo-holds.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoLedgerRecords } from '../store/dynamo-ledger-records.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { DynamoPrivacyCodes } from '../store/dynamo-privacy-codes.ts';
import { DynamoPrivacyRequests } from '../store/dynamo-privacy-requests.ts';
import { DynamoRetention } from '../store/dynamo-retention.ts';
import { AgedConversations } from '../store/personal-data/aged-conversations.ts';
import { S3FileObjects } from '../store/s3-file-objects.ts';
import { SqsSendJobs } from '../store/sqs-send-jobs.ts';
import { StepFunctionsRuns } from '../store/step-functions-runs.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const env = readEnv([
  'inboxTable',
  'connectionsTable',
  'ledgerTable',
  'sendQueueUrl',
  'privacyStateMachineArn',
  'mediaBucket',
]);
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const ledger = new Table(dynamo, env.ledgerTable);
const { aws, kms } = awsClients();
const keys = subjectKeys(dynamo, kms);
const sealers = new ContentSealer(keys);
const turns = new ProcessTurns();

/** Takes privacy requests, legal holds, retention rules and what goes on record, and shows the audit trail. */
export const handler = privacyApiHandler({
  requests: new DynamoPrivacyRequests(ledger, sealers.for(Purpose.privacyRequest)),
  codes: new DynamoPrivacyCodes(ledger),
  holds: new DynamoHolds(ledger),
  runs: new StepFunctionsRuns(aws, env.privacyStateMachineArn),
  audit: new DynamoAuditTrail(ledger, randomUUID, turns),
  auditLog: new DynamoAuditLog(ledger),
  consents: new DynamoLedgerRecords(ledger, 'CONSENTS'),
  disclosures: new DynamoLedgerRecords(ledger, 'DISCLOSURES'),
  supportAccess: new DynamoLedgerRecords(ledger, 'SUPPORT'),
  members: new DynamoMembers(inbox, sealers.for(Purpose.administration), systemClock),
  clock: systemClock,
  random: systemRandom,
  keys,
  // A code goes into the conversation as every other message of the shop.
  sealer: sealers.for(Purpose.support),
  store: new DynamoInboxStore(inbox),
  outbox: new DynamoOutbox(inbox),
  sends: new SqsSendJobs(aws, env.sendQueueUrl),
  connections: new DynamoConnections(new Table(dynamo, env.connectionsTable), systemClock),
  connectors,
  rules: windowRuleOf,
  turns,
  files: noFiles,
  certificates: new DynamoCertificates(ledger),
  objects: new S3FileObjects(aws, env.mediaBucket),
  links: fileLinks(),
  media: mediaJobs(),
  retentionStore: new DynamoRetention(inbox),
  demands: retentionDemands,
  counted: new AgedConversations(inbox),
});
