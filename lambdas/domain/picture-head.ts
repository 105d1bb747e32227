import { fileTypeOf, HEAD_BYTES } from './file-type.ts';
import { jpegHead, type PictureHead } from './jpeg-head.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * What a picture's own head says of it, without decoding a pixel: whoever decodes first has paid already for a picture that unpacks into
 * gigabytes. Where a file names several sizes, the largest counts. Null: no JPEG, PNG, GIF or WebP, or it names no size.
 */
export function pictureHead(bytes: Buffer): PictureHead | null {
  const type = fileTypeOf(bytes.subarray(0, HEAD_BYTES));
  if (type === 'image/jpeg') return jpegHead(bytes);
  const sizes =
    type === 'image/png' ? pngSizes(bytes) : type === 'image/gif' ? gifSizes(bytes) : webpSizes(bytes, type);
  const { width, height } = largest(sizes);
  return width * height > 0 ? { width, height, orientation: 1 } : null;
}

function largest(sizes: Iterable<Size>): Size {
  let found = { width: 0, height: 0 };
  for (const size of sizes) if (size.width * size.height > found.width * found.height) found = size;
  return found;
}

/** The first chunk has to be IHDR (PNG, 11.2.2). */
function* pngSizes(bytes: Buffer): Generator<Size> {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return;
  yield { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The screen, and the first picture on it: only that one is decoded. GIF 89a, 18 to 20. */
function* gifSizes(bytes: Buffer): Generator<Size> {
  if (bytes.length < 13) return;
  yield { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const flags = bytes[10] ?? 0;
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  // Extensions: a label, then blocks with their length before them, up to an empty one.
  while (bytes[at] === 0x21) {
    at += 2;
    while ((bytes[at] ?? 0) > 0) at += (bytes[at] ?? 0) + 1;
    at++;
  }
  if (bytes[at] === 0x2c && at + 9 <= bytes.length)
    yield { width: bytes.readUInt16LE(at + 5), height: bytes.readUInt16LE(at + 7) };
}

/** The canvas and all frames. https://developers.google.com/speed/webp/docs/riff_container */
function* webpSizes(bytes: Buffer, type: string | null): Generator<Size> {
  if (type !== 'image/webp') return;
  for (let at = 12; at + 18 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const data = bytes.subarray(at + 8);
    if (name === 'VP8X') yield { width: 1 + data.readUIntLE(4, 3), height: 1 + data.readUIntLE(7, 3) };
    if (name === 'VP8 ')
      yield { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
    if (name === 'VP8L') yield losslessSize(data.readUInt32LE(1));
    if (name === 'ANMF' && data.length >= 12)
      yield { width: 1 + data.readUIntLE(6, 3), height: 1 + data.readUIntLE(9, 3) };
    // Chunks have an even length.
    at += 8 + length + (length % 2);
  }
}

/** Two times fourteen bits. */
function losslessSize(bits: number): Size {
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}
