/** Says what is being done and how long it took, a line per step. */
export class Progress {
  readonly #quiet: boolean;
  readonly #started = performance.now();

  constructor(options: { readonly quiet: boolean }) {
    this.#quiet = options.quiet;
  }

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    this.#write(`  ${name} … `);
    try {
      const result = await work();
      this.#write(`${seconds(started)} s\n`);
      return result;
    } catch (error) {
      this.#write('failed\n');
      throw error;
    }
  }

  /** Since the beginning, in seconds. */
  total(): string {
    return seconds(this.#started);
  }

  #write(text: string): void {
    if (!this.#quiet) process.stdout.write(text);
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
