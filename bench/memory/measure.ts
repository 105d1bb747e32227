import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { build } from 'esbuild';
import { pack } from '../../lambdas/store/delivery-envelope.ts';
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
  const files = Array.from({ length: BATCHES }, (_, batch) => {
    const file = path.join(folder, `batch-${batch}.json`);
    writeFileSync(file, JSON.stringify({ Records: batchOf(batch) }));
    return file;
  });
  return {
    rows: [
      row('worker.rss_mb', await peakOf(program, files, []), 'MB'),
      row('worker.rss_mb_as_on_lambda', await peakOf(program, files, LAMBDA_OPTIONS), 'MB'),
    ],
  };
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
): Promise<number> {
  const { failed, maxRssKib } = await run(program, files, options);
  if (failed > 0) throw new Error(`${failed} deliveries failed in the worker`);
  return (maxRssKib * 1_024) / 1_000_000;
}

/** Records as Lambda hands them over; only what the worker reads is filled. */
function batchOf(batch: number): Partial<SQSRecord>[] {
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
    const { message } = pack(delivery, TRANSIT_KEY);
    const attributes = { ApproximateReceiveCount: '1' } as SQSRecord['attributes'];
    return { messageId: `m-${number}`, body: message, attributes };
  });
}

function run(
  program: string,
  files: readonly string[],
  execArgv: readonly string[],
): Promise<{ failed: number; maxRssKib: number }> {
  return new Promise((resolve, reject) => {
    // Options of this process must not reach the child.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = fork(program, [...files], {
      execArgv: [...execArgv],
      env,
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
