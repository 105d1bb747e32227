// KaoJai's ingress with all that runs in its process: verifying, sealing, envelope, metrics. Only the call to SQS is left out.
import { connectors } from '../../lambdas/connectors/index.ts';
import { ingressHandler } from '../../lambdas/runtime/ingress.ts';
import { messageAsJson, pack } from '../../lambdas/store/delivery-envelope.ts';
import { serveHandler } from './event-adapter.ts';
import { ingressDeps, TRANSIT_KEY } from './ingress-deps.ts';

/** Takes the message as SQS would, and the object as S3 would. */
const sink = {
  async put(delivery: Parameters<typeof pack>[0]) {
    const packed = pack(delivery, TRANSIT_KEY);
    const size = messageAsJson(packed).length + (packed.object?.body.length ?? 0);
    if (size < delivery.body.length) throw new Error('nothing was packed');
  },
};

serveHandler(ingressHandler(connectors, ingressDeps(sink)));
