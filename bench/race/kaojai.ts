// KaoJai's ingress with all that runs in its process: verifying, sealing, envelope, metrics. Only the call to SQS is left out.
import { connectors } from '../../lambdas/connectors/index.ts';
import { ingressHandler } from '../../lambdas/runtime/ingress.ts';
import { pack } from '../../lambdas/store/delivery-envelope.ts';
import { serveHandler } from './event-adapter.ts';
import { ingressDeps, TRANSIT_KEY } from './ingress-deps.ts';

/** Takes the message as SQS would. */
const sink = {
  async put(delivery: Parameters<typeof pack>[0]) {
    if (pack(delivery, TRANSIT_KEY).message.length === 0) throw new Error('nothing was packed');
  },
};

serveHandler(ingressHandler(connectors, ingressDeps(sink)));
