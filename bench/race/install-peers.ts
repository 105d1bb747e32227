import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '..', 'peers');
const STAMP = path.join(FOLDER, 'node_modules', '.kaojai-lock');

/**
 * Installs the peers exactly as their lock file says, once per lock file; none of their install scripts is run.
 * @returns null, or why they cannot be installed
 */
export function installPeers(): string | null {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return null;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr, error } = spawnSync('npm', args, { cwd: FOLDER, encoding: 'utf8' });
  if (error) return error.message;
  if (status !== 0) return stderr.trim().split('\n').slice(-3).join(' ') || `npm ended with ${status}`;
  writeFileSync(STAMP, lock);
  return null;
}
