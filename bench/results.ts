import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Row } from './rows.ts';

/** Writes the figures with what they were measured on. */
export function writeResults(file: string, rows: readonly Row[]): void {
  const results = { commit: commit(), node: process.version, at: new Date().toISOString(), rows };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

/** The commit that was measured; with `+` when files differ from it. */
function commit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return 'unknown';
  const changes = git('status', '--porcelain', '--', 'lambdas', 'lib', 'package-lock.json');
  return `${head.stdout.trim()}${changes.stdout === '' ? '' : '+'}`;
}
