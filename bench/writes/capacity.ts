import type { CapacityListener } from '../../lambdas/store/table.ts';

/** Read and write units. */
export interface Units {
  readonly read: number;
  readonly write: number;
}

const READS: readonly string[] = ['get', 'query', 'scan'];

/** Adds up what the database says that calls cost, over all tables. */
export class Capacity {
  #read = 0;
  #write = 0;

  readonly listen: CapacityListener = (operation, units) => {
    if (READS.includes(operation)) this.#read += units;
    else this.#write += units;
  };

  /** What a piece of work costs. */
  async of(work: () => Promise<void>): Promise<Units> {
    const before = { read: this.#read, write: this.#write };
    await work();
    return { read: this.#read - before.read, write: this.#write - before.write };
  }
}
