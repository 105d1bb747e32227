import { Kms } from '../../lambdas/aws/kms.ts';
import { connectors } from '../../lambdas/connectors/index.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import { EmfMeter } from '../../lambdas/runtime/emf-meter.ts';
import { ProcessTurns } from '../../lambdas/runtime/process-turns.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { connectionToItem } from '../../lambdas/store/connection-items.ts';
import { DynamoConnections } from '../../lambdas/store/dynamo-connections.ts';
import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { BY_ACTIVITY, BY_DUE, connectionKeys } from '../../lambdas/store/keys.ts';
import { Table } from '../../lambdas/store/table.ts';
import type { ReceiveDeps } from '../../lambdas/usecases/receive-delivery.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { StoredSubjectKeys } from '../../lambdas/vault/stored-subject-keys.ts';
import { FakeParking } from '../../test/support/fakes.ts';
import { Capacity } from './capacity.ts';
import { createTable, type Emulator } from './emulator.ts';

const TABLES = { inbox: 'Inbox', connections: 'Connections', subjectKeys: 'SubjectKeys' } as const;

/** The worker's own parts on the emulated database, with everything counted that costs money. */
export interface World {
  readonly deps: ReceiveDeps;
  /** The Inbox table, counted. */
  readonly inbox: Table;
  readonly capacity: Capacity;
  readonly parking: FakeParking;
  /** Lines that the meter wrote. */
  readonly logLines: string[];
  connect(connection: Connection): Promise<void>;
}

export async function createWorld({ dynamo, aws }: Emulator): Promise<World> {
  await createTable(
    dynamo,
    TABLES.inbox,
    { ...BY_ACTIVITY, projection: 'ALL' },
    { ...BY_DUE, projection: 'KEYS_ONLY' },
  );
  for (const name of [TABLES.connections, TABLES.subjectKeys]) await createTable(dynamo, name);
  const capacity = new Capacity();
  const tableOf = (name: string) => new Table(dynamo, name, capacity.listen);
  const keyId = await createKey(aws);
  const keys = new StoredSubjectKeys(tableOf(TABLES.subjectKeys), new Kms(aws), keyId, systemClock);
  const connections = new DynamoConnections(tableOf(TABLES.connections), systemClock);
  const parking = new FakeParking();
  const logLines: string[] = [];
  return {
    capacity,
    parking,
    inbox: tableOf(TABLES.inbox),
    logLines,
    deps: {
      connectors,
      connections,
      keys,
      parking,
      store: new DynamoInboxStore(tableOf(TABLES.inbox)),
      sealer: new ContentSealer(keys).for(Purpose.inbox),
      keeper: { ask: async () => {} },
      clock: systemClock,
      turns: new ProcessTurns(),
      meter: new EmfMeter(systemClock, (line) => logLines.push(line)),
    },
    async connect(connection) {
      await keys.createWorkspace(connection.workspaceId);
      await plant(tableOf(TABLES.connections), connection);
    },
  };
}

async function createKey(aws: Emulator['aws']): Promise<string> {
  const { KeyMetadata } = await aws.json<{ KeyMetadata: { KeyId: string } }>(
    'kms',
    'TrentService.CreateKey',
    {},
  );
  return KeyMetadata.KeyId;
}

/** A connection as it lies in the table, found by its account. */
async function plant(table: Table, connection: Connection): Promise<void> {
  const { platform, accountId, workspaceId: workspace, id } = connection;
  await table.put({ ...connectionKeys.account(platform, accountId), workspace, connection: id });
  await table.put(connectionToItem(connection));
}
