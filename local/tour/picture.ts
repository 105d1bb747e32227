import { crc32, deflateSync } from 'node:zlib';

const SIDE = 400;

/** A picture that nobody has seen before: a PNG of one colour, with a mark of its own. */
export function newPicture(mark: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits, true colour.
  header.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.alloc(1 + SIDE * 3, mark % 256);
  line[0] = 0;
  line.writeUInt32BE(mark % 0xffff_ffff, 1);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => line)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
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
