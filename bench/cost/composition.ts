import prices from '../prices.json' with { type: 'json' };
import { ASSUMED } from './assumptions.ts';
import type { Deployed } from './deployed.ts';
import { busyMs, gbSeconds } from './lambda-time.ts';

/** What was measured of one inbound message. */
export interface Measured {
  readonly ingressCpuMs: number;
  readonly workerCpuMs: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Bytes of log lines of ingress and worker, and how many lines. */
  readonly logBytes: number;
  readonly logLines: number;
}

/** How busy a deployment is. */
export interface Traffic {
  /** Deliveries that the worker gets at once. */
  readonly batch: number;
  /** KMS calls per delivery. */
  readonly kmsCalls: number;
}

/** US$ per million inbound messages, item by item. */
export type Composition = Readonly<Record<string, number>>;

const USD = prices.usdPerMillion;

/** Prices what a message was measured to need. Storage, backups and what costs the same each month are not in it. */
export function composition(measured: Measured, deployed: Deployed, traffic: Traffic): Composition {
  const ingressMs = busyMs(measured.ingressCpuMs, deployed.ingressMb) + ASSUMED.sqsCallMs;
  // The deliveries of a batch wait for the database together, and take turns on the processor.
  const workerMs =
    busyMs(measured.workerCpuMs, deployed.workerMb) +
    (ASSUMED.dynamoCallMs * ASSUMED.dynamoCallsInTurn) / traffic.batch;
  const logBytes = measured.logBytes + measured.logLines * ASSUMED.logLineOverheadBytes;
  return {
    'HTTP API request': USD.httpApiRequest,
    'Lambda requests': USD.lambdaRequest * (1 + 1 / traffic.batch),
    'Lambda ingress time': gbSeconds(ingressMs, deployed.ingressMb) * USD.lambdaGbSecondArm64,
    'Lambda worker time': gbSeconds(workerMs, deployed.workerMb) * USD.lambdaGbSecondArm64,
    'SQS send': USD.sqsStandardRequest,
    'SQS receive and delete': (2 / traffic.batch) * USD.sqsStandardRequest,
    'DynamoDB writes': measured.writeUnits * USD.dynamoDbWriteUnit,
    'DynamoDB reads': measured.readUnits * USD.dynamoDbReadUnit,
    'KMS calls for keys': traffic.kmsCalls * USD.kmsRequest,
    // Bytes of a message are megabytes of a million.
    Logs: (logBytes / 1_000) * prices.usdPerGb.logs,
    'WebSocket push (assumed)': ASSUMED.pushesPerMessage * USD.webSocketMessage,
    'Fan-out (assumed)': ASSUMED.fanOutsPerMessage * fanOut(),
  };
}

/** One start of the fan-out: who looks, and telling them. Reading the stream is free for Lambda. */
function fanOut(): number {
  const { fanOutMb, fanOutCpuMs, dynamoCallMs, pushCallMs, socketReadUnits } = ASSUMED;
  const ms = busyMs(fanOutCpuMs, fanOutMb) + dynamoCallMs + pushCallMs;
  return (
    USD.lambdaRequest +
    gbSeconds(ms, fanOutMb) * USD.lambdaGbSecondArm64 +
    socketReadUnits * USD.dynamoDbReadUnit
  );
}

export function sum(composition: Composition): number {
  return Object.values(composition).reduce((total, item) => total + item, 0);
}
