import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Purpose } from '../domain/purpose.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { fileStores } from '../runtime/media/media-clients.ts';
import { PhotonCodec } from '../runtime/media/photon-codec.ts';
import { thumbnailHandler } from '../runtime/media/thumbnail-handler.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { Table } from '../store/table.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const env = readEnv(['inboxTable']);
const dynamo = new DynamoDBClient({});
const inbox = new Table(dynamo, env.inboxTable);
const keys = subjectKeys(dynamo, awsClients().kms);

/** Makes small pictures of the pictures that are kept. */
export const handler = thumbnailHandler({
  ...fileStores(inbox),
  store: new DynamoInboxStore(inbox),
  keys,
  sealer: new ContentSealer(keys).for(Purpose.inbox),
  codec: new PhotonCodec(),
  meter: new EmfMeter(systemClock),
});
