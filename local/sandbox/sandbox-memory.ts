import { existsSync, readFileSync } from 'node:fs';
import { writeWhole } from '../write-whole.ts';

/** What the platforms remember. JSON, and in a file if it shall survive a restart. */
export class SandboxMemory {
  readonly #file: string | undefined;
  readonly #content: Record<string, object>;
  #written: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    this.#written = file && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    this.#content = this.#written === undefined ? {} : (JSON.parse(this.#written) as Record<string, object>);
  }

  /** A platform's part; whoever changes it calls `save`. `initial` is taken the first time. */
  at<T extends object>(name: string, initial: () => T): T {
    this.#content[name] ??= initial();
    return this.#content[name] as T;
  }

  /** Writes what has changed since the last time. A killed start loses nothing that was answered. */
  save(): void {
    if (!this.#file) return;
    const text = JSON.stringify(this.#content);
    if (text === this.#written) return;
    writeWhole(this.#file, text);
    this.#written = text;
  }
}
