import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';

export interface ChildOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where everything it prints goes. */
  readonly logFile: string;
  readonly cwd?: string;
}

/** Starts a program in a process group of its own, so that it ends with everything it started. */
export function startChild(command: string, args: readonly string[], options: ChildOptions): ChildProcess {
  const child = spawn(command, args, {
    env: options.env,
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  // Whatever ends this process, nothing it started outlives it.
  const stop = () => stopChild(child);
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
  return child;
}

/** Runs a program to its end. @throws Error with the last lines it printed when it fails */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<void> {
  const child = startChild(command, args, options);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${lastLines(options.logFile)}`);
}

/** Ends a program and all it started; gentle first. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
  // What the program started and left behind is still in its group.
  signal(child, 'SIGKILL');
}

/** Ends a program at once, without waiting. */
export function stopChild(child: ChildProcess): void {
  signal(child, 'SIGKILL');
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function lastLines(file: string, count = 15): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
