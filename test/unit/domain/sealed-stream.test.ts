import { randomBytes } from 'node:crypto';
import { openStream, PIECE_BYTES, sealStream } from '../../../lambdas/domain/sealed-stream.ts';
import { streamOf, wholeOf } from '../../support/media-world.ts';

const KEY = randomBytes(32);
const PLACE = ['ws_1', 'subject', 'conversation/entry/0', 'file'];
const HEADER = 37;
const FRAME = PIECE_BYTES + 16;

const cut = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
const sealed = (plain: Buffer, size = 10_000) => wholeOf(sealStream(KEY, PLACE, streamOf(cut(plain, size))));
const opened = (bytes: Buffer, key = KEY, place = PLACE, size = 7_777) =>
  wholeOf(openStream(key, place, streamOf(cut(bytes, size))));

describe('a file sealed piece by piece', () => {
  it.each([0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 3 * PIECE_BYTES + 5])(
    'of %i bytes comes back as it was',
    async (size) => {
      const plain = randomBytes(size);
      const bytes = await sealed(plain);
      const frames = Math.max(1, Math.ceil(size / PIECE_BYTES));
      expect(bytes.length).toBe(HEADER + size + 16 * frames);
      for (const chunk of [1_000, 64 * 1_024, 10_000_000])
        expect((await opened(bytes, KEY, PLACE, chunk)).equals(plain)).toBe(true);
    },
  );

  it('is never the same twice, and shows nothing of itself', async () => {
    const plain = Buffer.alloc(1_000, 'ลับ');
    const [one, two] = [await sealed(plain), await sealed(plain)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('ลับลับ')).toBe(false);
  });

  it('has no two frames alike, although what they hold is', async () => {
    const bytes = await sealed(Buffer.alloc(3 * PIECE_BYTES));
    const text = (i: number) => bytes.subarray(HEADER + i * FRAME, HEADER + i * FRAME + PIECE_BYTES);
    expect(text(0).equals(text(1))).toBe(false);
    expect(text(1).equals(text(2))).toBe(false);
  });

  it('opens with no other key, and says so as of a key that is gone', async () => {
    const bytes = await sealed(Buffer.from('secret'));
    await expect(opened(bytes, randomBytes(32))).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([0, 1, 2, 3])('opens nowhere else (part %i of its place)', async (part) => {
    const place = PLACE.map((word, i) => (i === part ? 'elsewhere' : word));
    await expect(opened(await sealed(Buffer.from('secret')), KEY, place)).rejects.toThrow();
  });

  it('does not open with any byte changed', async () => {
    const bytes = await sealed(randomBytes(40));
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      await expect(opened(changed)).rejects.toThrow();
    }
  });

  it('does not open with frames exchanged, left out, repeated or cut off', async () => {
    const bytes = await sealed(randomBytes(3 * PIECE_BYTES));
    const header = bytes.subarray(0, HEADER);
    const [a, b, c] = [0, 1, 2].map((i) => bytes.subarray(HEADER + i * FRAME, HEADER + (i + 1) * FRAME)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    await expect(opened(Buffer.concat([header, a, b, c]))).resolves.toHaveLength(3 * PIECE_BYTES);
    for (const frames of [[b, a, c], [a, c], [a, b], [a], [], [a, b, b, c], [a, b, c, c]])
      await expect(opened(Buffer.concat([header, ...frames]))).rejects.toThrow();
    for (const length of [0, 1, HEADER - 1, HEADER, HEADER + 3, bytes.length - 1])
      await expect(opened(bytes.subarray(0, length))).rejects.toThrow();
  });

  it('hands out nothing of a piece that was tampered with, and what came before only', async () => {
    const plain = randomBytes(2 * PIECE_BYTES);
    const bytes = await sealed(plain);
    bytes[HEADER + FRAME + 5] = (bytes[HEADER + FRAME + 5] ?? 0) ^ 1;
    const seen: Buffer[] = [];
    const reading = async () => {
      for await (const piece of openStream(KEY, PLACE, streamOf([bytes]))) seen.push(piece);
    };
    await expect(reading()).rejects.toThrow();
    expect(Buffer.concat(seen).equals(plain.subarray(0, PIECE_BYTES))).toBe(true);
  });

  it('holds a few pieces at a time, both ways', async () => {
    let given = 0;
    const source = async function* () {
      for (let i = 0; i < 200; i++) {
        given += 50_000;
        yield Buffer.alloc(50_000, i);
      }
    };
    let taken = 0;
    let most = 0;
    for await (const piece of openStream(KEY, PLACE, sealStream(KEY, PLACE, source()))) {
      taken += piece.length;
      most = Math.max(most, given - taken);
    }
    expect(taken).toBe(10_000_000);
    expect(most).toBeLessThan(6 * PIECE_BYTES);
  });

  it('ends its source when nobody reads on', async () => {
    let closed = false;
    const source = async function* () {
      try {
        for (;;) yield randomBytes(100_000);
      } finally {
        closed = true;
      }
    };
    for await (const _ of openStream(KEY, PLACE, sealStream(KEY, PLACE, source()))) break;
    expect(closed).toBe(true);
  });
});
