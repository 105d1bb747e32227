/** Does a thing once at a time: asked for meanwhile, it is done once more afterwards, so that the last doing began after the last asking. */
export class OneAtATime {
  readonly #again = new Map<string, boolean>();

  /** @param key what may not be done twice at a time */
  async run(key: string, act: () => Promise<unknown>): Promise<void> {
    if (this.#again.has(key)) {
      this.#again.set(key, true);
      return;
    }
    do {
      this.#again.set(key, false);
      // What cannot be read now is read with the next news; the pages say themselves that they are old.
      await act().catch(() => undefined);
    } while (this.#again.get(key));
    this.#again.delete(key);
  }
}
