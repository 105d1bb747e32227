import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { Problem } from '../local/cloud/problem.ts';
import { measureAnswers } from './answers/measure.ts';
import { measureImports } from './bundles/imports.ts';
import { buildBundles, measureSizes } from './bundles/sizes.ts';
import { measureCost } from './cost/measure.ts';
import { measureErasing } from './erasing/measure.ts';
import { simulateRequests } from './erasing/simulate.ts';
import { measureMemory } from './memory/measure.ts';
import { type Options, type Part, RESULTS, readOptions } from './options.ts';
import type { Findings } from './part.ts';
import { quoteResults } from './quote.ts';
import { INGRESS_CPU, measureBehaviour, measureRaces } from './race/measure.ts';
import { writeResults } from './results.ts';
import type { Row } from './rows.ts';
import { measureSweep } from './sweep/measure.ts';
import { rowTable } from './table.ts';
import { measureWrites } from './writes/measure.ts';

const INPUTS = `  deliveries   LINE webhooks with text messages in Thai and Latin letters, made by bench/race/bodies.ts, signed with an invented secret;
               for write units, text messages of all platforms, made by lambdas/connectors/*/samples/kit.ts
  connections  100,000 invented ones, checked every six hours and renewed every two weeks on average, made by bench/sweep/fill.ts
  database     MiniStack on this machine, which counts units by the rules of DynamoDB
  erasing      a customer with 10,000 messages, made by bench/erasing/customer.ts
  files        films of noise, handed out by bench/memory/file-host.ts, which is also the bucket
  answers      texts to an invented customer of LINE, as local/sandbox plays it
  peers        from npm, as bench/peers/package-lock.json says
  prices       bench/prices.json; what cannot be measured here: bench/cost/assumptions.ts`;

/** Runs the parts that are wanted, in order, and hands on what they find. One that cannot run says why and is left out. */
async function run({ parts }: Options, folder: string, say: (findings: Findings) => void): Promise<void> {
  const tell = (line: string) => console.log(`  ${line}`);
  const part = async <T>(names: readonly Part[], work: () => Promise<T>): Promise<T | null> => {
    if (!names.some((name) => parts.has(name))) return null;
    console.log(`\n${names.filter((name) => parts.has(name)).join(', ')} …`);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      tell(`left out: ${error.message}`);
      return null;
    }
  };
  await part(['bundles', 'imports'], async () => {
    const bundles = await buildBundles();
    if (parts.has('bundles')) say(measureSizes(bundles));
    if (parts.has('imports')) say(measureImports(bundles, folder));
  });
  const writes = await part(['writes'], () => measureWrites(folder));
  if (writes) say(writes.findings);
  await part(['sweep'], async () => say(await measureSweep(folder)));
  await part(['erasing'], async () => {
    say(await measureErasing(folder));
    say(await simulateRequests());
  });
  await part(['memory'], async () => say(await measureMemory(folder)));
  const races = await part(['ingress', 'peers'], () =>
    measureRaces({ ingress: parts.has('ingress'), peers: parts.has('peers') }, tell),
  );
  if (races) say(races);
  await part(['behaviour'], async () => say(await measureBehaviour(tell)));
  await part(['answers'], async () => say(await measureAnswers(folder, tell)));
  const cpu = races?.rows.find(({ name }) => name === INGRESS_CPU)?.value;
  await part(['cost'], async () => {
    if (!writes || cpu === undefined)
      throw new Problem('the cost is made of write units and ingress, which did not run');
    say(await measureCost(writes.units, writes.answers, cpu / 1_000, folder));
  });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const folder = mkdtempSync(path.join(tmpdir(), 'kaojai-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // What was started ends when this process exits, but not when a signal ends it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
  const rows: Row[] = [];
  const started = performance.now();
  console.log(
    `KaoJai benchmark on Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
  );
  console.log(`Load of the machine at the start: ${loadavg()[0]?.toFixed(1)}\n\nInputs\n${INPUTS}`);
  await run(options, folder, ({ rows: found, text }) => {
    rows.push(...found);
    if (text) console.log(`\n${text}`);
  });
  console.log(`\n${rowTable(rows)}\n`);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  console.log(`  ${minutes} minutes; load of the machine at the end: ${loadavg()[0]?.toFixed(1)}`);
  if (options.out === null) return;
  writeResults(options.out, rows);
  console.log(`  written to ${options.out}`);
  if (options.out === RESULTS) quoteResults(rows);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exit(1);
}
