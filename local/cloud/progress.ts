/** Says what is being done and how long it took, a line per step. */
export class Progress {
  readonly #quiet: boolean;
  readonly #started = performance.now();

  constructor(options: { readonly quiet: boolean }) {
    this.#quiet = options.quiet;
  }

  /** Steps may overlap; each is named when it is done. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    if (!this.#quiet) process.stdout.write(`  ${seconds(started).padStart(5)} s  ${name}\n`);
    return result;
  }

  /** Since the beginning, in seconds. */
  total(): string {
    return seconds(this.#started);
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
