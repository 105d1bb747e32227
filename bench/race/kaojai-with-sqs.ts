// KaoJai's ingress with the signed call to SQS; something on this machine answers in the place of SQS.
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { connectors } from '../../lambdas/connectors/index.ts';
import { ingressHandler } from '../../lambdas/runtime/ingress.ts';
import { SqsDeliveryQueue } from '../../lambdas/store/sqs-delivery-queue.ts';
import { serveHandler } from './event-adapter.ts';
import { ingressDeps, TRANSIT_KEY } from './ingress-deps.ts';

// Without an endpoint the caller would turn to AWS itself.
const endpoint = process.env.BENCH_QUEUE;
if (!endpoint) throw new Error('BENCH_QUEUE is not set');

const aws = new AwsCaller({
  region: 'us-east-1',
  endpoint,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const transit = { ofDay: async () => TRANSIT_KEY };
const queue = new SqsDeliveryQueue(aws, transit, 'https://sqs.us-east-1.amazonaws.com/000000000000/q', 'b');

serveHandler(ingressHandler(connectors, ingressDeps(queue)));
