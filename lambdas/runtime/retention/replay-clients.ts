import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsCaller } from '../../aws/aws-call.ts';
import type { Kms } from '../../aws/kms.ts';
import type { Clock } from '../../ports/clock.ts';
import { DynamoConnections } from '../../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../../store/dynamo-inbox-store.ts';
import { ConnectionsPersonalData } from '../../store/personal-data/connections-personal-data.ts';
import { DynamoExpiringData } from '../../store/personal-data/dynamo-expiring-data.ts';
import { InboxPersonalData } from '../../store/personal-data/inbox-personal-data.ts';
import { MediaPersonalData } from '../../store/personal-data/media-personal-data.ts';
import { RequestsAbout } from '../../store/personal-data/requests-about.ts';
import { StoredErasures } from '../../store/personal-data/stored-erasures.ts';
import { StoreProof } from '../../store/store-proof.ts';
import { Table } from '../../store/table.ts';
import { TableSweep } from '../../store/table-sweep.ts';
import type { ReplayDeps } from '../../usecases/erasing/replay-erasures.ts';
import { StoredSubjectKeys } from '../../vault/stored-subject-keys.ts';
import { ProcessTurns } from '../process-turns.ts';

/** Restored tables and those that were never lost, by name. */
export interface ReplayNames {
  readonly inboxTable: string;
  readonly connectionsTable: string;
  readonly subjectKeysTable: string;
  readonly ledgerTable: string;
  readonly mediaBucket: string;
  readonly subjectKeyArn: string;
  readonly clock: Clock;
}

/** Everything that re-applying erasures needs. */
export function replayDeps(
  { dynamo, aws, kms }: { readonly dynamo: DynamoDBClient; readonly aws: AwsCaller; readonly kms: Kms },
  names: ReplayNames,
): ReplayDeps {
  const turns = new ProcessTurns();
  const rowsOf = (name: string) => new TableSweep(dynamo, name, (round) => turns.pause(round));
  const inbox = new Table(dynamo, names.inboxTable);
  const inboxRows = rowsOf(names.inboxTable);
  const connectionRows = rowsOf(names.connectionsTable);
  const saltRows = rowsOf(names.subjectKeysTable);
  const ledgerRows = rowsOf(names.ledgerTable);
  const salts = new Table(dynamo, names.subjectKeysTable);
  const keys = new StoredSubjectKeys(salts, kms, names.subjectKeyArn, names.clock);
  const { mediaBucket: bucket } = names;
  return {
    erasures: new StoredErasures(saltRows, ledgerRows),
    store: new DynamoInboxStore(inbox),
    connections: new DynamoConnections(new Table(dynamo, names.connectionsTable), names.clock),
    data: [
      new MediaPersonalData(
        aws,
        bucket,
        inbox,
        inboxRows,
        new RequestsAbout(new Table(dynamo, names.ledgerTable)),
      ),
      new InboxPersonalData(inbox, inboxRows),
      new ConnectionsPersonalData(connectionRows),
    ],
    expiring: new DynamoExpiringData({ inbox, rows: inboxRows, aws, bucket, keys }, connectionRows),
    proof: new StoreProof(
      { Inbox: inboxRows, Connections: connectionRows, SubjectKeys: saltRows, Ledger: ledgerRows },
      aws,
      bucket,
    ),
  };
}
