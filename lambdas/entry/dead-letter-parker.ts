import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { parkerHandler } from '../runtime/parker.ts';
import { deliveryClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DeliveryReader } from '../store/delivery-reader.ts';
import { DynamoParking } from '../store/dynamo-parking.ts';
import { Table } from '../store/table.ts';

const env = readEnv(['inboxTable', 'mediaBucket']);
const { aws, transit } = deliveryClients();

/** Parks what ended in the dead-letter queue: deliveries whose worker died or ran out of time again and again. */
export const handler = parkerHandler({
  reader: new DeliveryReader(aws, transit, env.mediaBucket),
  parking: new DynamoParking(
    new Table(new DynamoDBClient({}), env.inboxTable),
    aws,
    transit,
    env.mediaBucket,
  ),
  clock: systemClock,
  meter: new EmfMeter(systemClock),
});
