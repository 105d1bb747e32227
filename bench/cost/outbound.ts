import prices from '../prices.json' with { type: 'json' };
import type { OutboundUnits } from '../writes/outbound.ts';
import { ASSUMED } from './assumptions.ts';
import type { Composition } from './composition.ts';
import type { Deployed } from './deployed.ts';
import { busyMs, gbSeconds } from './lambda-time.ts';

const USD = prices.usdPerMillion;

/**
 * Prices an answer, from the agent's request to the state `sent`: US$ per million, item by item. People write answers one by one, so the sender
 * gets each by itself. Not in it: the echo that some platforms send back, which is an inbound delivery.
 */
export function outboundComposition(units: OutboundUnits, deployed: Deployed): Composition {
  const { agentApiMb, senderMb } = deployed;
  const queueing =
    busyMs(units.queueCpuMs, agentApiMb) + ASSUMED.sqsCallMs + waits(ASSUMED.dynamoCallsToQueue);
  const sending = busyMs(units.sendCpuMs, senderMb) + ASSUMED.platformMs + waits(ASSUMED.dynamoCallsToSend);
  return {
    'HTTP API request': USD.httpApiRequest,
    'Lambda requests': USD.lambdaRequest * 2,
    'Lambda agent API time': gbSeconds(queueing, agentApiMb) * USD.lambdaGbSecondArm64,
    'Lambda sender time': gbSeconds(sending, senderMb) * USD.lambdaGbSecondArm64,
    'SQS send, receive, delete': USD.sqsStandardRequest * 3,
    'DynamoDB writes': units.write * USD.dynamoDbWriteUnit,
    'DynamoDB reads': units.read * USD.dynamoDbReadUnit,
    'KMS calls for keys': (ASSUMED.keysPerAnswer / ASSUMED.deliveriesPerKey) * USD.kmsRequest,
    Logs: (units.logBytes / 1_000) * prices.usdPerGb.logs,
  };
}

function waits(calls: number): number {
  return calls * ASSUMED.dynamoCallMs;
}
