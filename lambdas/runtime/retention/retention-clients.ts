import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsCaller } from '../../aws/aws-call.ts';
import type { Kms } from '../../aws/kms.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/meter.ts';
import { DynamoAuditTrail } from '../../store/dynamo-audit-trail.ts';
import { DynamoHolds } from '../../store/dynamo-holds.ts';
import { DynamoInboxStore } from '../../store/dynamo-inbox-store.ts';
import { DynamoRetention } from '../../store/dynamo-retention.ts';
import { DynamoExpiringData } from '../../store/personal-data/dynamo-expiring-data.ts';
import { Table } from '../../store/table.ts';
import { TableSweep } from '../../store/table-sweep.ts';
import type { RetainingDeps } from '../../usecases/retaining/retaining-deps.ts';
import { StoredSubjectErasure } from '../../vault/stored-subject-erasure.ts';
import { StoredSubjectKeys } from '../../vault/stored-subject-keys.ts';
import { ProcessTurns } from '../process-turns.ts';
import { retentionDemands } from './retention-demands.ts';

/** What the retention sweep reaches AWS by. */
export interface RetentionClients {
  readonly dynamo: DynamoDBClient;
  readonly aws: AwsCaller;
  readonly kms: Kms;
}

/** Names of what it works on, and what differs between a deployment and a test. */
export interface RetentionNames {
  readonly inboxTable: string;
  readonly connectionsTable: string;
  readonly subjectKeysTable: string;
  readonly ledgerTable: string;
  readonly mediaBucket: string;
  readonly subjectKeyArn: string;
  readonly keyLifeMs: number;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly newId: () => string;
}

/** Everything that the retention sweep needs, over the real stores. */
export function retainingDeps({ dynamo, aws, kms }: RetentionClients, names: RetentionNames): RetainingDeps {
  const { clock, meter, mediaBucket: bucket } = names;
  const turns = new ProcessTurns();
  const rowsOf = (table: string) => new TableSweep(dynamo, table, (round) => turns.pause(round));
  const inbox = new Table(dynamo, names.inboxTable);
  const ledger = new Table(dynamo, names.ledgerTable);
  const salts = new Table(dynamo, names.subjectKeysTable);
  const keys = new StoredSubjectKeys(salts, kms, names.subjectKeyArn, clock, names.keyLifeMs);
  const clients = { inbox, rows: rowsOf(names.inboxTable), aws, bucket, keys };
  return {
    retention: new DynamoRetention(inbox),
    demands: retentionDemands,
    data: new DynamoExpiringData(clients, rowsOf(names.connectionsTable)),
    store: new DynamoInboxStore(inbox),
    keys,
    erasure: new StoredSubjectErasure(salts, clock),
    holds: new DynamoHolds(ledger),
    audit: new DynamoAuditTrail(ledger, names.newId, turns),
    clock,
    meter,
    turns,
  };
}
