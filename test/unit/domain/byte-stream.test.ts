import { randomBytes } from 'node:crypto';
import { inPieces } from '../../../lambdas/domain/byte-stream.ts';
import { streamOf } from '../../support/media-world.ts';

const cut = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** Copies of the pieces, and how much memory they lay in. */
async function piecesOf(bytes: Buffer, chunk: number, size: number) {
  const pieces: { bytes: Buffer; last: boolean }[] = [];
  const memory = new Set<ArrayBufferLike>();
  for await (const piece of inPieces(streamOf(cut(bytes, chunk)), size)) {
    pieces.push({ bytes: Buffer.from(piece.bytes), last: piece.last });
    memory.add(piece.bytes.buffer);
  }
  return { pieces, memory };
}

describe('a stream in pieces', () => {
  it.each([0, 1, 99, 100, 101, 200, 250, 1_000])(
    'of %i bytes has the same bytes, whatever they come in',
    async (length) => {
      const bytes = randomBytes(length);
      for (const chunk of [1, 7, 100, 101, 333, 5_000]) {
        const { pieces } = await piecesOf(bytes, chunk, 100);
        expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
        expect(pieces.slice(0, -1).every((piece) => piece.bytes.length === 100 && !piece.last)).toBe(true);
        expect(pieces.at(-1)?.last).toBe(true);
        expect(pieces).toHaveLength(Math.max(1, Math.ceil(length / 100)));
      }
    },
  );

  it('takes the memory of one piece, however long it is', async () => {
    const { pieces, memory } = await piecesOf(randomBytes(1_000_000), 7_000, 50_000);
    expect(pieces).toHaveLength(20);
    expect([...memory].map(({ byteLength }) => byteLength)).toEqual([50_000]);
  });

  it('reads no further than the piece that is asked for, and one byte', async () => {
    let given = 0;
    const source = async function* () {
      for (;;) {
        given += 10;
        yield Buffer.alloc(10);
      }
    };
    const pieces = inPieces(source(), 100);
    for (const most of [110, 210, 310]) {
      await pieces.next();
      expect(given).toBeLessThanOrEqual(most);
    }
    await pieces.return();
  });
});
