import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { newCaseCode } from '../domain/privacy-case.ts';
import { Purpose } from '../domain/purpose.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { callbackHandler } from '../runtime/platform-callbacks/handler.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoAuditTrail } from '../store/dynamo-audit-trail.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoPrivacyCases } from '../store/dynamo-privacy-cases.ts';
import { DynamoPrivacyRequests } from '../store/dynamo-privacy-requests.ts';
import { SqsKeeperJobs } from '../store/sqs-keeper-jobs.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';
import { StoredWebhookCredentials } from '../vault/stored-webhook-credentials.ts';

const env = readEnv(['connectionsTable', 'ledgerTable', 'keeperQueueUrl', 'tokenKeyArn', 'publicBaseUrl']);
const { aws, kms } = awsClients();
const dynamo = new DynamoDBClient({});
const ledger = new Table(dynamo, env.ledgerTable);
const connections = new DynamoConnections(new Table(dynamo, env.connectionsTable), systemClock);
const sealers = new ContentSealer(subjectKeys(dynamo, kms));

/** Takes the platforms' privacy callbacks, and shows what became of them. */
export const handler = callbackHandler({
  credentials: new StoredWebhookCredentials(aws, kms, env.connectionsTable, env.tokenKeyArn, systemClock),
  links: connections,
  connections,
  cases: new DynamoPrivacyCases(ledger),
  requests: new DynamoPrivacyRequests(ledger, sealers.for(Purpose.privacyRequest)),
  audit: new DynamoAuditTrail(ledger, randomUUID, new ProcessTurns()),
  keeper: new SqsKeeperJobs(aws, env.keeperQueueUrl),
  clock: systemClock,
  meter: new EmfMeter(systemClock),
  newCode: newCaseCode,
  publicBaseUrl: env.publicBaseUrl,
});
