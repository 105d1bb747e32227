/** Reads a stream in portions of its reader's choice; memory holds no more than a portion and a chunk. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #waiting: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes; null: there are fewer, and all that was left is gone. */
  async take(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      if (this.#waiting.length === 0 && !(await this.#fill())) return null;
      const part = this.#waiting.subarray(0, missing);
      this.#waiting = this.#waiting.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts, count);
  }

  /** False: there were fewer. */
  async skip(count: number): Promise<boolean> {
    let left = count;
    for (; left > this.#waiting.length; ) {
      left -= this.#waiting.length;
      if (!(await this.#fill())) return false;
    }
    this.#waiting = this.#waiting.subarray(left);
    return true;
  }

  /** Nothing more is read. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    this.#waiting = next.done ? Buffer.alloc(0) : next.value;
    return next.done !== true;
  }
}
