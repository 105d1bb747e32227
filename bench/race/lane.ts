import { type Contender, Running } from './contender.ts';
import { Load } from './load.ts';

/** A contender that runs, with its connections. */
export class Lane {
  readonly name: string;
  readonly #running: Running;
  readonly #load: Load;

  private constructor(name: string, running: Running, load: Load) {
    this.name = name;
    this.#running = running;
    this.#load = load;
  }

  static async open(
    contender: Contender,
    connections: number,
    env: Readonly<Record<string, string>>,
  ): Promise<Lane> {
    const running = await Running.start(contender, env);
    try {
      return new Lane(contender.name, running, await Load.open(running.port, connections));
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  /** Sends so many requests; processor time of the server per request, user and system, in microseconds. */
  async turn(requests: readonly Buffer[], count: number): Promise<number> {
    const before = await this.#running.cpuMicros();
    await this.#load.send(requests, count);
    return ((await this.#running.cpuMicros()) - before) / count;
  }

  async close(): Promise<void> {
    this.#load.close();
    await this.#running.stop();
  }
}
