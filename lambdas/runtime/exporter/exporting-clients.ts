import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsCaller } from '../../aws/aws-call.ts';
import { Purpose } from '../../domain/purpose.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/meter.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { DynamoAuditTrail } from '../../store/dynamo-audit-trail.ts';
import { DynamoConnections } from '../../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../../store/dynamo-inbox-store.ts';
import { DynamoPrivacyRequests } from '../../store/dynamo-privacy-requests.ts';
import { ConnectionsPersonalData } from '../../store/personal-data/connections-personal-data.ts';
import { InboxPersonalData } from '../../store/personal-data/inbox-personal-data.ts';
import { MediaPersonalData } from '../../store/personal-data/media-personal-data.ts';
import { RequestsAbout } from '../../store/personal-data/requests-about.ts';
import { StoredItemRecords } from '../../store/personal-data/stored-item-records.ts';
import { S3FileObjects } from '../../store/s3-file-objects.ts';
import { Table } from '../../store/table.ts';
import { TableSweep } from '../../store/table-sweep.ts';
import { type ExportingDeps, PART_LIMITS } from '../../usecases/exporting/exporting-deps.ts';
import { ContentSealer } from '../../vault/content-sealer.ts';
import { ProcessTurns } from '../process-turns.ts';
import { zipStream } from './zip-stream.ts';

/** What exporting reaches AWS by. */
export interface ExportingClients {
  readonly dynamo: DynamoDBClient;
  readonly aws: AwsCaller;
  readonly keys: SubjectKeys;
}

/** Names of what it works on, and what differs between a deployment and a test. */
export interface ExportingSettings {
  readonly inboxTable: string;
  readonly connectionsTable: string;
  readonly ledgerTable: string;
  readonly mediaBucket: string;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly newId: () => string;
}

/** Everything that the steps of an export and of a correction need, over the real stores. */
export function exportingDeps(
  { dynamo, aws, keys }: ExportingClients,
  { clock, meter, newId, mediaBucket, ...names }: ExportingSettings,
): ExportingDeps {
  const turns = new ProcessTurns();
  const rows = (name: string) => new TableSweep(dynamo, name, (round) => turns.pause(round));
  const inbox = new Table(dynamo, names.inboxTable);
  const inboxRows = rows(names.inboxTable);
  const connections = new Table(dynamo, names.connectionsTable);
  const ledger = new Table(dynamo, names.ledgerTable);
  const sealer = new ContentSealer(keys).for(Purpose.privacyRequest);
  return {
    requests: new DynamoPrivacyRequests(ledger, sealer),
    audit: new DynamoAuditTrail(ledger, newId, turns),
    clock,
    meter,
    turns,
    store: new DynamoInboxStore(inbox),
    keys,
    sealer,
    connections: new DynamoConnections(connections, clock),
    rows: [
      new InboxPersonalData(inbox, inboxRows),
      new ConnectionsPersonalData(rows(names.connectionsTable)),
    ],
    files: new MediaPersonalData(aws, mediaBucket, inbox, inboxRows, new RequestsAbout(ledger)),
    records: new StoredItemRecords({ Inbox: inbox, Connections: connections }),
    objects: new S3FileObjects(aws, mediaBucket),
    zip: (entries) => zipStream(entries, clock.now()),
    limits: PART_LIMITS,
  };
}
