import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsCaller } from '../../aws/aws-call.ts';
import type { Kms } from '../../aws/kms.ts';
import { Purpose } from '../../domain/purpose.ts';
import type { Signer } from '../../ports/certificates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/meter.ts';
import type { TransitKeys } from '../../ports/transit-keys.ts';
import type { UserDirectory } from '../../ports/user-directory.ts';
import { DeliveryReader } from '../../store/delivery-reader.ts';
import { DynamoAuditTrail } from '../../store/dynamo-audit-trail.ts';
import { DynamoCertificates } from '../../store/dynamo-certificates.ts';
import { DynamoConnections } from '../../store/dynamo-connections.ts';
import { DynamoHolds } from '../../store/dynamo-holds.ts';
import { DynamoInboxStore } from '../../store/dynamo-inbox-store.ts';
import { DynamoPrivacyRequests } from '../../store/dynamo-privacy-requests.ts';
import { ConnectionsPersonalData } from '../../store/personal-data/connections-personal-data.ts';
import { InboxPersonalData } from '../../store/personal-data/inbox-personal-data.ts';
import { MediaPersonalData } from '../../store/personal-data/media-personal-data.ts';
import { ParkedPersonalData } from '../../store/personal-data/parked-personal-data.ts';
import { RequestsAbout } from '../../store/personal-data/requests-about.ts';
import { StoredSubjects } from '../../store/personal-data/stored-subjects.ts';
import { S3Archives } from '../../store/s3-archives.ts';
import { StoreProof } from '../../store/store-proof.ts';
import { type CapacityListener, Table } from '../../store/table.ts';
import { TableSweep } from '../../store/table-sweep.ts';
import type { ErasingDeps } from '../../usecases/erasing/erasing-deps.ts';
import { ContentSealer } from '../../vault/content-sealer.ts';
import { StoredSubjectErasure } from '../../vault/stored-subject-erasure.ts';
import { StoredSubjectKeys } from '../../vault/stored-subject-keys.ts';
import { ProcessTurns } from '../process-turns.ts';

/** What erasing reaches AWS by. */
export interface ErasingClients {
  readonly dynamo: DynamoDBClient;
  readonly aws: AwsCaller;
  readonly kms: Kms;
  readonly transit: TransitKeys;
  /** Counts what the database says that calls cost. */
  readonly listen?: CapacityListener;
}

/** Names of what it works on, and what differs between a deployment and a test. */
export interface ErasingSettings {
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
  readonly signer: Signer;
  readonly directory: UserDirectory;
}

/** Everything that the steps of an erasure need, over the real stores. */
export function erasingDeps(clients: ErasingClients, settings: ErasingSettings): ErasingDeps {
  const { dynamo, aws, kms, transit, listen } = clients;
  const { clock, meter, signer, directory, keyLifeMs, mediaBucket } = settings;
  const turns = new ProcessTurns();
  const rows = (name: string) => new TableSweep(dynamo, name, (round) => turns.pause(round), listen);
  const inbox = new Table(dynamo, settings.inboxTable, listen);
  const inboxRows = rows(settings.inboxTable);
  const saltRows = rows(settings.subjectKeysTable);
  const connectionRows = rows(settings.connectionsTable);
  const ledger = new Table(dynamo, settings.ledgerTable, listen);
  const salts = new Table(dynamo, settings.subjectKeysTable, listen);
  const keys = new StoredSubjectKeys(salts, kms, settings.subjectKeyArn, clock, keyLifeMs);
  const sealer = new ContentSealer(keys).for(Purpose.privacyRequest);
  const erasure = new StoredSubjectErasure(salts, clock);
  const about = new RequestsAbout(ledger);
  const reader = new DeliveryReader(aws, transit, mediaBucket);
  return {
    requests: new DynamoPrivacyRequests(ledger, sealer, erasure),
    holds: new DynamoHolds(ledger),
    audit: new DynamoAuditTrail(ledger, settings.newId, turns),
    clock,
    meter,
    turns,
    store: new DynamoInboxStore(inbox),
    keys,
    sealer,
    erasure,
    subjects: new StoredSubjects(inbox, inboxRows, saltRows, about),
    data: [
      new ParkedPersonalData(inbox, inboxRows, reader, aws, mediaBucket),
      new MediaPersonalData(aws, mediaBucket, inbox, inboxRows, about),
      new InboxPersonalData(inbox, inboxRows),
      new ConnectionsPersonalData(connectionRows),
    ],
    proof: new StoreProof(
      {
        Inbox: inboxRows,
        Connections: connectionRows,
        SubjectKeys: saltRows,
        Ledger: rows(settings.ledgerTable),
      },
      aws,
      mediaBucket,
    ),
    directory,
    connections: new DynamoConnections(new Table(dynamo, settings.connectionsTable, listen), clock),
    archives: new S3Archives(aws, mediaBucket),
    certificates: new DynamoCertificates(ledger),
    signer,
    keyLifeMs,
  };
}
