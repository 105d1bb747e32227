import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { build } from 'esbuild';
import { pack, writeMessage } from '../../lambdas/store/delivery-envelope.ts';
import type { Findings } from '../part.ts';
import { lineWebhook, SIZES } from '../race/bodies.ts';
import { TRANSIT_KEY } from '../race/ingress-deps.ts';
import { row } from '../rows.ts';

const BATCHES = 20;
const BATCH_SIZE = 10;

/** Peak resident memory of a worker that handles 20 batches of ten deliveries of 256 KB; 1 MB = 1,000,000 bytes. */
export async function measureMemory(folder: string): Promise<Findings> {
  const program = path.join(folder, 'worker-memory.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'worker.ts')],
    outfile: program,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': path.resolve('lambdas/aws/function-credentials.ts') },
    logLevel: 'warning',
  });
  const bucket = await startBucket();
  const files = Array.from({ length: BATCHES }, (_, batch) => {
    const file = path.join(folder, `batch-${batch}.json`);
    writeFileSync(file, JSON.stringify({ Records: batchOf(batch, bucket.objects) }));
    return file;
  });
  const peakWith = (options: readonly string[]) => peakOf(program, files, options, bucket.url);
  const rows = [
    row('worker.rss_mb', await peakWith(LAMBDA_OPTIONS), 'MB'),
    row('worker.rss_mb_unlimited', await peakWith([]), 'MB'),
  ];
  bucket.stop();
  return { rows };
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

/**
 * Without options V8 sizes its heap by the machine's memory and lets garbage lie about accordingly. Lambda's Node.js runtime gives it
 * 5 % of the function's memory (512 MB) as new space and 90 % as old space.
 */
const LAMBDA_OPTIONS = ['--max-semi-space-size=25', '--max-old-space-size=460'];

async function peakOf(
  program: string,
  files: readonly string[],
  options: readonly string[],
  bucket: string,
): Promise<number> {
  const { failed, maxRssKib } = await run(program, files, options, bucket);
  if (failed > 0) throw new Error(`${failed} deliveries failed in the worker`);
  return (maxRssKib * 1_024) / 1_000_000;
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

function run(
  program: string,
  files: readonly string[],
  execArgv: readonly string[],
  bucket: string,
): Promise<{ failed: number; maxRssKib: number }> {
  return new Promise((resolve, reject) => {
    // Options of this process must not reach the child.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = fork(program, [...files], {
      execArgv: [...execArgv],
      env: { ...env, BENCH_BUCKET: bucket },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (message) => {
      resolve(message as { failed: number; maxRssKib: number });
      child.kill();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
}
