// The worker function as it is deployed, but for the store, which is in memory: handles batches from files, tells its peak memory.

import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { connectors } from '../../lambdas/connectors/index.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import { EmfMeter } from '../../lambdas/runtime/emf-meter.ts';
import { ProcessTurns } from '../../lambdas/runtime/process-turns.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { workerHandler } from '../../lambdas/runtime/worker.ts';
import { DeliveryReader } from '../../lambdas/store/delivery-reader.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { aConnection, FakeConnections, FakeParking, FakeSubjectKeys } from '../../test/support/fakes.ts';
import { MemoryInboxStore } from '../../test/support/memory-inbox-store.ts';
import { TRANSIT_KEY } from '../race/ingress-deps.ts';
import { tellPeak } from './peak.ts';

// The worker holds the SDK's client in memory, whether it is used here or not.
new DynamoDBClient({ region: 'us-east-1' });

/** Deliveries of this size lie in the bucket: fetched from the benchmark's own stand-in, over a socket. */
const credentials = { accessKeyId: 'invented', secretAccessKey: 'invented' };
const bucket = new AwsCaller({ region: 'us-east-1', endpoint: process.env.BENCH_BUCKET, credentials });
const keys = new FakeSubjectKeys();
const deps = {
  connectors,
  connections: new FakeConnections([aConnection()]),
  keys,
  sealer: new ContentSealer(keys).for(Purpose.inbox),
  parking: new FakeParking(),
  reader: new DeliveryReader(bucket, { ofDay: async () => TRANSIT_KEY }, 'bench'),
  keeper: { ask: async () => {} },
  maxReceives: 5,
  clock: systemClock,
  turns: new ProcessTurns(),
  meter: new EmfMeter(systemClock),
};

async function handleAll(files: readonly string[]): Promise<number> {
  let failed = deps.parking.parked.size;
  for (const file of files) {
    // What is written does not stay in the memory of a worker, so each batch has a store of its own.
    const handler = workerHandler({ ...deps, store: new MemoryInboxStore() });
    const event = JSON.parse(readFileSync(file, 'utf8')) as SQSEvent;
    failed += (await handler(event)).batchItemFailures.length;
  }
  return failed + deps.parking.parked.size;
}

handleAll(process.argv.slice(2)).then(tellPeak);
