import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { Purpose } from '../domain/purpose.ts';
import { EgressGate } from '../egress/egress-gate.ts';
import { platformCalls } from '../egress/platform-calls.ts';
import type { Sealers } from '../ports/sealer.ts';
import { DynamoAuditTrail } from '../store/dynamo-audit-trail.ts';
import { DynamoAuthorizations } from '../store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../store/dynamo-connection-store.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { DynamoPrivacyRequests } from '../store/dynamo-privacy-requests.ts';
import { SqsKeeperJobs } from '../store/sqs-keeper-jobs.ts';
import { Table } from '../store/table.ts';
import type { DisconnectDeps } from '../usecases/connecting/disconnect.ts';
import { KmsTokenVault } from '../vault/kms-token-vault.ts';
import { StoredWebhookCredentials } from '../vault/stored-webhook-credentials.ts';
import { optionalEnv, readEnv } from './env.ts';
import { ProcessTurns } from './process-turns.ts';
import { awsClients } from './shared-clients.ts';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';

/**
 * What the functions have in common that call platforms for connections.
 * @param sealers for what customers wrote, and who members are
 */
export function connectingClients(sealers: Sealers) {
  const env = readEnv([
    'inboxTable',
    'connectionsTable',
    'ledgerTable',
    'tokenKeyArn',
    'publicBaseUrl',
    'keeperQueueUrl',
  ]);
  const { aws, kms } = awsClients();
  const dynamo = new DynamoDBClient({});
  const table = (name: string) => new Table(dynamo, name);
  const inbox = table(env.inboxTable);
  const connections = table(env.connectionsTable);
  const ledger = table(env.ledgerTable);
  const audit = new DynamoAuditTrail(ledger, randomUUID, new ProcessTurns());
  const list = new DynamoConnections(connections, systemClock);
  const manifests = connectors.map(({ manifest }) => manifest);
  const egress = new EgressGate({ manifests, clock: systemClock, base: optionalEnv('egressBase') });
  const deps: DisconnectDeps = {
    connectors,
    connections: new DynamoConnectionStore(connections),
    list,
    authorizations: new DynamoAuthorizations(connections, systemClock),
    vault: new KmsTokenVault(kms, env.tokenKeyArn, audit, systemClock),
    credentials: new StoredWebhookCredentials(aws, kms, env.connectionsTable, env.tokenKeyArn, systemClock),
    callsFor: platformCalls(egress),
    audit,
    jobs: new SqsKeeperJobs(aws, env.keeperQueueUrl),
    clock: systemClock,
    random: systemRandom,
    publicBaseUrl: env.publicBaseUrl,
    requests: new DynamoPrivacyRequests(ledger, sealers.for(Purpose.privacyRequest)),
  };
  const members = new DynamoMembers(inbox, sealers.for(Purpose.administration), systemClock);
  return { aws, deps, list, inbox, connections, members };
}
