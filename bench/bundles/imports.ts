import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ENV } from '../../lambdas/runtime/env.ts';
import type { Findings } from '../part.ts';
import { type Row, row } from '../rows.ts';
import { median } from '../statistics.ts';
import type { Bundle } from './sizes.ts';

type Loadable = Pick<Bundle, 'name' | 'file'>;

const ROUNDS = 21;
const LAST_CHARACTERS = 1_500;
const LOADER = path.join(import.meta.dirname, 'load-once.cjs');

interface Load {
  readonly loading: number;
  readonly sinceStart: number;
}

/**
 * Loads each bundle, and an empty handler, in fresh processes, in turn. The ratio compares the time from the start of the process
 * until the handler is there: loading the empty one alone takes a fraction of a millisecond, so that a ratio of that would compare
 * with nothing. Node's own start is part of every cold start.
 */
export function measureImports(bundles: readonly Bundle[], folder: string): Findings {
  const empty = path.join(folder, 'empty.cjs');
  writeFileSync(empty, 'exports.handler=async()=>({statusCode:200});');
  const all: readonly Loadable[] = [{ name: 'empty', file: empty }, ...bundles];
  const loads = new Map(all.map(({ name }) => [name, [] as Load[]]));
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, file } of all) loads.get(name)?.push(loadOnce(file));
  return { rows: [...loads].flatMap(([name, own]) => rowsOf(name, own, loads.get('empty') ?? [])) };
}

function rowsOf(name: string, own: readonly Load[], empty: readonly Load[]): Row[] {
  const ratios = own.map(({ sinceStart }, i) => sinceStart / (empty[i]?.sinceStart ?? Number.NaN));
  return [
    ...(name === 'empty' ? [] : [row(`${name}.import_ratio`, median(ratios), '× empty handler')]),
    row(`${name}.import_ms`, median(own.map(({ loading }) => loading)), 'ms, loading alone'),
    row(`${name}.start_ms`, median(own.map(({ sinceStart }) => sinceStart)), 'ms since process start'),
  ];
}

/** The functions read their environment when they are loaded; the values do not matter, but for the addresses. */
const NOWHERE = 'http://127.0.0.1:9';
const DUMMIES = {
  ...Object.fromEntries(Object.values(ENV).map((name) => [name, '1'])),
  AWS_ENDPOINT_URL: NOWHERE,
  EGRESS_BASE: NOWHERE,
  PUBLIC_BASE_URL: NOWHERE,
};

function loadOnce(file: string): Load {
  const env = { ...process.env, ...DUMMIES };
  const { stdout, stderr, status } = spawnSync(process.execPath, [LOADER, file], { encoding: 'utf8', env });
  // Node prints the line that failed, which in a bundle is all of it.
  if (status !== 0) throw new Error(`${file} cannot be loaded:\n${stderr.slice(-LAST_CHARACTERS)}`);
  return JSON.parse(stdout) as Load;
}
