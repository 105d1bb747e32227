import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { Purpose } from '../domain/purpose.ts';
import { EgressGate } from '../egress/egress-gate.ts';
import { platformCalls } from '../egress/platform-calls.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { optionalEnv, readEnv } from '../runtime/env.ts';
import { mediaHandler } from '../runtime/media/handler.ts';
import { fileScanner, fileStores, mediaJobs, thumbnailJobs } from '../runtime/media/media-clients.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoAuditTrail } from '../store/dynamo-audit-trail.ts';
import { DynamoAuthorizations } from '../store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../store/dynamo-connection-store.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';
import { KmsTokenVault } from '../vault/kms-token-vault.ts';
import { StoredWebhookCredentials } from '../vault/stored-webhook-credentials.ts';

const env = readEnv(['inboxTable', 'connectionsTable', 'ledgerTable', 'tokenKeyArn']);
const { aws, kms } = awsClients();
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const connections = new Table(dynamo, env.connectionsTable);
const keys = subjectKeys(dynamo, kms);
const audit = new DynamoAuditTrail(new Table(dynamo, env.ledgerTable), randomUUID, new ProcessTurns());
const manifests = connectors.map(({ manifest }) => manifest);
const egress = new EgressGate({ manifests, clock: systemClock, base: optionalEnv('egressBase') });

/** Fetches what customers sent, keeps it sealed, takes it away when it has to go; asks platforms what customers are called. */
export const handler = mediaHandler({
  ...fileStores(inbox),
  connectors,
  connections: new DynamoConnectionStore(connections),
  list: new DynamoConnections(connections, systemClock),
  authorizations: new DynamoAuthorizations(connections, systemClock),
  vault: new KmsTokenVault(kms, env.tokenKeyArn, audit, systemClock),
  credentials: new StoredWebhookCredentials(aws, kms, env.connectionsTable, env.tokenKeyArn, systemClock),
  callsFor: platformCalls(egress),
  egress,
  store: new DynamoInboxStore(inbox),
  keys,
  sealer: new ContentSealer(keys).for(Purpose.inbox),
  scanner: fileScanner(),
  media: mediaJobs(),
  thumbnails: thumbnailJobs(),
  meter: new EmfMeter(systemClock),
  turns: new ProcessTurns(),
  clock: systemClock,
});
