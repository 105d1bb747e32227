import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { pack, writeMessage } from '../../lambdas/store/delivery-envelope.ts';
import { lineWebhook, SIZES } from '../race/bodies.ts';
import { TRANSIT_KEY } from '../race/ingress-deps.ts';
import { type Row, row } from '../rows.ts';
import { buildProgram, LAMBDA_OPTIONS, peakOf } from './program.ts';

const BATCHES = 20;
const BATCH_SIZE = 10;

/** Peak of a message worker that handles 20 batches of ten deliveries of 256 KB. */
export async function measureDeliveries(folder: string): Promise<Row[]> {
  const file = await buildProgram('worker', folder);
  const bucket = await startBucket();
  const args = Array.from({ length: BATCHES }, (_, batch) => {
    const events = path.join(folder, `batch-${batch}.json`);
    writeFileSync(events, JSON.stringify({ Records: batchOf(batch, bucket.objects) }));
    return events;
  });
  const program = { file, args, env: { BENCH_BUCKET: bucket.url } };
  try {
    return [
      row('worker.rss_mb', await peakOf({ ...program, options: LAMBDA_OPTIONS }), 'MB'),
      row('worker.rss_mb_unlimited', await peakOf({ ...program, options: [] }), 'MB'),
    ];
  } finally {
    bucket.stop();
  }
}

interface Bucket {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  stop(): void;
}

/** Stands in for S3: gives objects back, and forgets none, so that every run finds them. */
async function startBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  const server = http.createServer((request, response) => response.end(objects.get(request.url ?? '')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, objects, stop };
}

/** Records as Lambda hands them over; only what the worker reads is filled. */
function batchOf(batch: number, objects: Map<string, Buffer>): Partial<SQSRecord>[] {
  return Array.from({ length: BATCH_SIZE }, (_, i) => {
    const number = batch * BATCH_SIZE + i;
    const delivery = {
      id: `bench-${number}`,
      platform: 'line',
      surface: 'main',
      credential: 'line/sample',
      receivedAt: 1_790_000_500_000 + number,
      body: lineWebhook(SIZES['256kb'], number),
    };
    const packed = pack(delivery, TRANSIT_KEY);
    if (packed.object) objects.set(`/bench/${packed.object.key}`, packed.object.body);
    const attributes = { ApproximateReceiveCount: '1' } as SQSRecord['attributes'];
    return { messageId: `m-${number}`, body: writeMessage(packed), attributes };
  });
}
