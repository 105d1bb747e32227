import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { Purpose } from '../domain/purpose.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { deliveryClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { workerHandler } from '../runtime/worker.ts';
import { DeliveryReader } from '../store/delivery-reader.ts';
import { DynamoConnections } from '../store/dynamo-connections.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { DynamoParking } from '../store/dynamo-parking.ts';
import { SqsKeeperJobs } from '../store/sqs-keeper-jobs.ts';
import { SqsMediaJobs } from '../store/sqs-media-jobs.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const env = readEnv([
  'inboxTable',
  'connectionsTable',
  'mediaBucket',
  'maxReceives',
  'keeperQueueUrl',
  'mediaQueueUrl',
]);
const { aws, kms, transit } = deliveryClients();
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const keys = subjectKeys(dynamo, kms);

/** Turns accepted deliveries into conversations. */
export const handler = workerHandler({
  connectors,
  connections: new DynamoConnections(new Table(dynamo, env.connectionsTable), systemClock),
  store: new DynamoInboxStore(inbox),
  outbox: new DynamoOutbox(inbox),
  keeper: new SqsKeeperJobs(aws, env.keeperQueueUrl),
  media: new SqsMediaJobs(aws, env.mediaQueueUrl),
  keys,
  sealer: new ContentSealer(keys).for(Purpose.inbox),
  parking: new DynamoParking(inbox, aws, transit, env.mediaBucket),
  reader: new DeliveryReader(aws, transit, env.mediaBucket),
  maxReceives: Number(env.maxReceives),
  clock: systemClock,
  turns: new ProcessTurns(),
  meter: new EmfMeter(systemClock),
});
