/** A part of a stream that was cut into parts of one size. */
export interface Piece {
  readonly bytes: Buffer;
  /** Nothing comes after it. */
  readonly last: boolean;
}

/** The same bytes in pieces of one size; the last one is what remains, and of nothing it is empty. */
export async function* inPieces(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Piece, void> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    // One byte more than a piece proves that it is not the last one.
    if (length <= size) continue;
    let bytes = Buffer.concat(waiting, length);
    for (; bytes.length > size; bytes = bytes.subarray(size))
      yield { bytes: bytes.subarray(0, size), last: false };
    waiting = [bytes];
    length = bytes.length;
  }
  yield { bytes: Buffer.concat(waiting, length), last: true };
}

/**
 * Looks at the beginning of a stream without losing it.
 * @returns at least `count` bytes, or all that there are; and the whole stream, to be read instead of the given one
 */
export async function peek(
  chunks: AsyncIterable<Buffer>,
  count: number,
): Promise<{ start: Buffer; rest: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let length = 0;
  while (length < count) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    length += next.value.length;
  }
  const start = Buffer.concat(read, length);
  return { start, rest: continued(start, iterator) };
}

async function* continued(start: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    if (start.length > 0) yield start;
    yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    // Also when nobody reads on: the stream behind may hold a connection.
    await iterator.return?.();
  }
}

/** A stream without its first bytes. */
export async function* withoutStart(
  chunks: AsyncIterable<Buffer>,
  count: number,
): AsyncGenerator<Buffer, void> {
  let left = count;
  for await (const chunk of chunks) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}
