import { crc32, deflateSync } from 'node:zlib';

/** Samples of eight bits per pixel: grey, or red, green and blue. */
export type PngChannels = 1 | 3;

const COLOUR_TYPES: Readonly<Record<PngChannels, number>> = { 1: 0, 3: 2 };

/** A picture as PNG (https://www.w3.org/TR/png/). `lines`: from top to bottom, each as many samples as a line has. */
export function encodePng(lines: readonly Buffer[], channels: PngChannels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE((lines[0]?.length ?? 0) / channels, 0);
  header.writeUInt32BE(lines.length, 4);
  header.set([8, COLOUR_TYPES[channels], 0, 0, 0], 8);
  // Each line begins with its filter: none.
  const pixels = deflateSync(Buffer.concat(lines.flatMap((line) => [Buffer.alloc(1), line])));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
