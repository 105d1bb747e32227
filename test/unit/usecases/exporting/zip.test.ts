import { unzipSync } from 'fflate';
import { readable } from '../../../../lambdas/domain/readable.ts';
import { zipStream } from '../../../../lambdas/runtime/exporter/zip-stream.ts';

const MIB = 1_024 * 1_024;

describe('the ZIP', () => {
  it('grows piece by piece: no file is asked for before the one before has gone out', async () => {
    let asked = 0;
    let out = 0;
    const late: number[] = [];
    async function* file(): AsyncGenerator<Buffer> {
      for (let i = 0; i < 8; i++) {
        asked += MIB;
        // Whatever was asked for before has gone out, but for a piece.
        late.push(asked - out);
        yield Buffer.alloc(MIB, i);
      }
    }
    async function* entries() {
      for (let i = 0; i < 3; i++) yield { name: `files/${i}`, deflate: false, bytes: file() };
    }
    for await (const chunk of zipStream(entries(), Date.UTC(2026, 8, 21))) out += chunk.length;
    expect(out).toBeGreaterThan(24 * MIB);
    expect(Math.max(...late)).toBeLessThanOrEqual(2 * MIB);
  });

  it('opens elsewhere: with its names, times and bytes', async () => {
    async function* bytes(text: string): AsyncGenerator<Buffer> {
      for (const part of text) yield Buffer.from(part);
    }
    async function* entries() {
      yield { name: 'data.json', deflate: true, bytes: bytes('สวัสดี') };
      yield { name: 'files/a/b.jpg', deflate: false, bytes: bytes('') };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of zipStream(entries(), Date.UTC(2026, 8, 21))) chunks.push(Buffer.from(chunk));
    const files = unzipSync(Buffer.concat(chunks));
    expect(Buffer.from(files['data.json'] ?? []).toString()).toBe('สวัสดี');
    expect(files['files/a/b.jpg']?.length).toBe(0);
  });
});

describe('a value for reading', () => {
  it.each([
    ['receivedAt', 1_790_000_000_000, '2026-09-21T14:13:20.000Z'],
    ['readUpTo', 1_790_000_000_000, '2026-09-21T14:13:20.000Z'],
    ['until', 1_790_000_000_000, '2026-09-21T14:13:20.000Z'],
    ['size', 1_790_000_000_000, 1_790_000_000_000],
    ['createdAt', 1_790_000_000, 1_790_000_000],
    ['at', 1e300, 1e300],
    ['edit', { at: 1_790_000_000_000, order: 1 }, { at: '2026-09-21T14:13:20.000Z', order: 1 }],
    ['text', null, null],
  ])('%s %j is %j', (name, value, wanted) => {
    expect(readable(name, value)).toEqual(wanted);
  });
});
