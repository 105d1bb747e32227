import { Kms } from '../../lambdas/aws/kms.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import { DynamoAuditTrail } from '../../lambdas/store/dynamo-audit-trail.ts';
import { DynamoAuthorizations } from '../../lambdas/store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../../lambdas/store/dynamo-connection-store.ts';
import { DynamoConnections } from '../../lambdas/store/dynamo-connections.ts';
import { Table } from '../../lambdas/store/table.ts';
import type { PlantedAccount } from '../../lambdas/usecases/connecting/connect-planted.ts';
import type { ConnectingDeps } from '../../lambdas/usecases/connecting/connecting-deps.ts';
import { KmsTokenVault } from '../../lambdas/vault/kms-token-vault.ts';
import { StoredWebhookCredentials } from '../../lambdas/vault/stored-webhook-credentials.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeKeeperJobs, noTurns, VirtualClock } from './fakes.ts';
import { kitOf } from './samples.ts';

/** What planting accounts needs: the real stores and vault over AWS in memory. Whoever calls a platform fails. */
export function plantingWorld(connectors: readonly Connector[], now: number) {
  const aws = new FakeAws();
  const clock = new VirtualClock(now);
  const kms = new Kms(aws.caller);
  const table = new Table(aws.dynamo, 'Connections');
  let events = 0;
  const audit = new DynamoAuditTrail(new Table(aws.dynamo, 'Ledger'), () => `e_${events++}`, noTurns);
  const list = new DynamoConnections(table, clock);
  const deps = {
    connectors,
    connections: new DynamoConnectionStore(table),
    list,
    authorizations: new DynamoAuthorizations(table, clock),
    vault: new KmsTokenVault(kms, 'token-key', audit, clock),
    credentials: new StoredWebhookCredentials(aws.caller, kms, 'Connections', 'token-key', clock),
    callsFor: () => ({
      send: async () => {
        throw new Error('nobody calls a platform here');
      },
    }),
    audit,
    jobs: new FakeKeeperJobs(),
    clock,
    random: { bytes: (count) => Buffer.alloc(count), fraction: () => 0.5 },
    publicBaseUrl: 'https://hooks.example.com',
  } satisfies ConnectingDeps;
  return { aws, deps, list, rows: aws.table('Connections'), ledger: aws.table('Ledger') };
}

/** An account as a seed file has it, with the credentials that the platform's kit invents. */
export async function plantedAccount(
  connector: Connector,
  accountId: string,
  { surface = 'main', folder }: { readonly surface?: string; readonly folder?: string } = {},
): Promise<PlantedAccount> {
  const kit = await kitOf(connector.manifest.id, folder);
  return {
    connector,
    workspaceId: 'ws_1',
    connectionId: 'c_1',
    accountId,
    displayName: 'Sample shop',
    features: ['inbox'],
    credentials: kit.seed(surface, accountId).credentials,
    firstCheckMs: 60_000,
  };
}
