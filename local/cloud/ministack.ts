import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endChild, lastLines, runToEnd, startChild } from './child.ts';
import { Problem } from './problem.ts';

/** The emulator of AWS that the local cloud runs on, from PyPI. */
const MINISTACK_VERSION = '1.5.33';
/** `cryptography` is what its JWT authorizer checks signatures with. */
const PACKAGES = [`ministack==${MINISTACK_VERSION}`, 'cryptography==50.0.2'];
const VENV = path.resolve('.local/venv');
const READY = path.join(VENV, '.ministack');

/** The program: one on PATH if there is one, otherwise ours, installed the first time. */
export async function findMinistack(logFile: string): Promise<string> {
  if (spawnSync('ministack', ['--help'], { stdio: 'ignore' }).status === 0) return 'ministack';
  const own = path.join(VENV, 'bin', 'ministack');
  if (existsSync(READY) && readFileSync(READY, 'utf8') === PACKAGES.join() && existsSync(own)) return own;
  const python = findPython();
  // A half-made environment is made anew.
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(path.dirname(VENV), { recursive: true });
  const options = { env: process.env, logFile };
  try {
    await runToEnd(python, ['-m', 'venv', VENV], options);
    const pip = path.join(VENV, 'bin', 'pip');
    await runToEnd(pip, ['install', '--quiet', '--disable-pip-version-check', ...PACKAGES], options);
  } catch {
    throw new Problem(
      `MiniStack ${MINISTACK_VERSION} could not be installed from PyPI; check the network (details in ${logFile}). ` +
        'Or install it yourself (pip install ministack), or set AWS_ENDPOINT_URL to an emulator that already runs.',
    );
  }
  writeFileSync(READY, PACKAGES.join());
  return own;
}

function findPython(): string {
  for (const name of ['python3', 'python']) {
    const code = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)';
    if (spawnSync(name, ['-c', code], { stdio: 'ignore' }).status === 0) return name;
  }
  throw new Problem(
    'KaoJai needs Python 3.10 or newer with its venv module (Debian: apt-get install python3-venv) for the local cloud.',
  );
}

export interface MinistackOptions {
  readonly port: number;
  readonly stateDir: string;
  readonly logFile: string;
  readonly region: string;
}

export interface RunningMinistack {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts MiniStack and waits until it answers. What a killed start left has to be cleared before: `clearLeftover`. */
export async function startMinistack(program: string, options: MinistackOptions): Promise<RunningMinistack> {
  makeTemporary(options.stateDir);
  const child = startChild(program, [], { env: environment(options), logFile: options.logFile });
  writeFileSync(pidFile(options.stateDir), String(child.pid));
  const stop = async () => {
    await endChild(child);
    rmSync(pidFile(options.stateDir), { force: true });
    rmSync(temporary(options.stateDir), { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${options.port}`;
  try {
    await untilAnswers(endpoint, child, options.logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}

/**
 * What a start left behind that was killed outright: the emulator, which still has the state open, and the state itself, which is written
 * whole only by a stop. Half of it is worse than none: the deployment would meet buckets that no stack knows.
 */
export function clearLeftover(stateDir: string): void {
  const file = pidFile(stateDir);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  // The number may belong to another program by now.
  if (pid > 0 && stdout?.includes('ministack')) process.kill(-pid, 'SIGKILL');
  console.log('    The last start was killed before it could save: beginning anew.');
  rmSync(stateDir, { recursive: true });
}

/** Where MiniStack unpacks the functions; it does not clear up there itself. */
function temporary(stateDir: string): string {
  return path.join(stateDir, 'tmp');
}

function makeTemporary(stateDir: string): void {
  mkdirSync(temporary(stateDir), { recursive: true });
  // This repository's own package.json would make ES modules of MiniStack's CommonJS.
  writeFileSync(path.join(temporary(stateDir), 'package.json'), '{ "type": "commonjs" }');
}

function pidFile(stateDir: string): string {
  return path.join(stateDir, 'ministack.pid');
}

function environment(options: MinistackOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GATEWAY_PORT: String(options.port),
    BIND_HOST: '127.0.0.1',
    STATE_DIR: options.stateDir,
    TMPDIR: path.resolve(temporary(options.stateDir)),
    PERSIST_STATE: '1',
    S3_PERSIST: '1',
    S3_DATA_DIR: path.join(options.stateDir, 's3'),
    MINISTACK_REGION: options.region,
    LOG_LEVEL: 'WARNING',
    AWS_ENDPOINT_URL: undefined,
  };
}

const START_TIMEOUT_MS = 30_000;

async function untilAnswers(endpoint: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    const ok = await fetch(`${endpoint}/_ministack/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Problem(`MiniStack did not start; its last words (${logFile}):\n${lastLines(logFile)}`);
}
