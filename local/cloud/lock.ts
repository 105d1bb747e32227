import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.ts';

/**
 * Keeps a second local cloud from using the same state. A lock left by one that was killed is taken over.
 * @throws Problem when one is running
 */
export function lockState(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true });
  const file = path.join(stateDir, 'running.pid');
  const pid = readPid(file);
  if (pid !== undefined && isRunning(pid)) {
    throw new Problem(
      `A local cloud already runs with the state ${stateDir} (process ${pid}). Stop it, or choose another: --state DIR.`,
    );
  }
  writeFileSync(file, String(process.pid));
  const unlock = () => rmSync(file, { force: true });
  process.once('exit', unlock);
  return unlock;
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
