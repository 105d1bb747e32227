import { randomUUID } from 'node:crypto';
import { connectors } from '../connectors/index.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { ingressHandler } from '../runtime/ingress.ts';
import { deliveryClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { SqsDeliveryQueue } from '../store/sqs-delivery-queue.ts';
import { StoredWebhookCredentials } from '../vault/stored-webhook-credentials.ts';

const env = readEnv(['connectionsTable', 'deliveryQueueUrl', 'mediaBucket', 'tokenKeyArn']);
const { aws, kms, transit } = deliveryClients();

/** Takes the platforms' webhooks. Without the SDK, a tracer or a schema library: it has to answer within 500 ms when cold. */
export const handler = ingressHandler(connectors, {
  credentials: new StoredWebhookCredentials(aws, kms, env.connectionsTable, env.tokenKeyArn, systemClock),
  queue: new SqsDeliveryQueue(aws, transit, env.deliveryQueueUrl, env.mediaBucket),
  clock: systemClock,
  meter: new EmfMeter(systemClock),
  newId: randomUUID,
});
