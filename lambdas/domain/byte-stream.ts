/** A part of a stream that was cut into parts of one size. */
export interface Piece {
  /** Good until the next one is asked for. */
  readonly bytes: Buffer;
  /** Nothing comes after it. */
  readonly last: boolean;
}

/**
 * The same bytes in pieces of one size; the last one is what remains, and of nothing it is empty. All pieces lie in the same memory, so that a long
 * stream leaves no garbage: a piece is good until the next one is asked for.
 */
export async function* inPieces(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Piece, void> {
  const piece = Buffer.allocUnsafe(size);
  let length = 0;
  for await (let chunk of chunks) {
    while (chunk.length > 0) {
      // One byte more than a piece proves that it is not the last one.
      if (length === size) {
        yield { bytes: piece, last: false };
        length = 0;
      }
      const copied = chunk.copy(piece, length);
      length += copied;
      chunk = chunk.subarray(copied);
    }
  }
  yield { bytes: piece.subarray(0, length), last: true };
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
