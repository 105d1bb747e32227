import { createSecretKey, randomUUID } from 'node:crypto';
import { SecretText } from '../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../lambdas/ports/connector.ts';
import type { DeliveryQueue } from '../../lambdas/ports/deliveries.ts';
import { EmfMeter } from '../../lambdas/runtime/emf-meter.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import type { AcceptDeps } from '../../lambdas/usecases/accept-delivery.ts';
import { CONNECTION_ID, SECRET } from './announce.ts';

/** Seals deliveries on their way. */
export const TRANSIT_KEY = createSecretKey(Buffer.alloc(32, 7));

const credential: WebhookCredential = {
  ref: `line/${CONNECTION_ID}`,
  secret: new SecretText(SECRET),
  facts: {},
};

/** What the ingress function works with: all of it real but the queue, and credentials that are in memory already. */
export function ingressDeps(queue: DeliveryQueue): AcceptDeps {
  return {
    credentials: { candidates: async () => [credential] },
    queue,
    clock: systemClock,
    meter: new EmfMeter(systemClock),
    newId: randomUUID,
  };
}
