import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One server of the race. */
export interface Contender {
  readonly name: string;
  /** What it is, for the table. */
  readonly title: string;
  /** The program, relative to `bench/`. */
  readonly program: string;
}

const START_TIMEOUT_MS = 30_000;

/** A contender in a fresh process of its own. What it prints goes nowhere. */
export class Running {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** @throws Error when the program ends before it listens, or does not listen in time */
  static async start(contender: Contender, env: Readonly<Record<string, string>> = {}): Promise<Running> {
    const program = fileURLToPath(new URL(`../${contender.program}`, import.meta.url));
    const child = fork(program, [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', ...env },
    });
    const { port } = await answer<{ port: number }>(child, contender.name);
    return new Running(child, port);
  }

  /** Processor time of the whole process so far, user and system, in microseconds. */
  async cpuMicros(): Promise<number> {
    this.#child.send('cpu');
    return (await answer<{ cpuMicros: number }>(this.#child, 'a contender')).cpuMicros;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(): Promise<void> {
    if (!this.alive) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

function answer<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
    };
    const onMessage = (message: unknown) => {
      done();
      resolve(message as T);
    };
    const onError = (cause: unknown) => {
      done();
      reject(new Error(`${name} did not answer`, { cause }));
    };
    const onExit = (code: number | null) => onError(`it ended with ${code}`);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      onError(`nothing came in ${START_TIMEOUT_MS} ms`);
    }, START_TIMEOUT_MS);
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
  });
}
