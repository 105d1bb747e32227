/** How large a picture is when it is shown. Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Of a PNG or JPEG; null = the bytes are neither, or broken before they say it. */
export function pictureSize(bytes: Buffer): PictureSize | null {
  const size = isPng(bytes) ? pngSize(bytes) : jpegSize(bytes);
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

function isPng(bytes: Buffer): boolean {
  return bytes.length >= 24 && bytes.subarray(0, PNG.length).equals(PNG);
}

/** The header is always the first chunk. */
function pngSize(bytes: Buffer): PictureSize {
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const START_OF_IMAGE = 0xffd8;
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

/** Goes from segment to segment up to the frame. Phones keep pictures lying and note how they were held, before the frame. */
function jpegSize(bytes: Buffer): PictureSize | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== START_OF_IMAGE) return null;
  let turned = false;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes.readUInt8(at + 1);
    if (isFrame(marker)) return frameSize(bytes, at, turned);
    if (marker === START_OF_SCAN) return null;
    if (marker === APP1) turned ||= isTurned(bytes.subarray(at + 4));
    at += stepOf(bytes, at, marker);
  }
  return null;
}

function frameSize(bytes: Buffer, at: number, turned: boolean): PictureSize {
  const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
  return turned ? { width: height, height: width } : { width, height };
}

/** C0 to CF, without the tables (C4, CC) and an extension (C8). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** To the next marker: over a fill byte, or a segment, whose length counts itself. */
function stepOf(bytes: Buffer, at: number, marker: number): number {
  return marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;

/** Whether EXIF says that width and height change places (orientations 5 to 8). TIFF 6.0, sections 2 and 8. */
function isTurned(segment: Buffer): boolean {
  if (segment.length < 18 || !segment.subarray(0, EXIF.length).equals(EXIF)) return false;
  const tiff = segment.subarray(EXIF.length);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const number = (at: number, bytes: 2 | 4) =>
    at + bytes > tiff.length ? 0 : little ? tiff.readUIntLE(at, bytes) : tiff.readUIntBE(at, bytes);
  const first = number(4, 4);
  const entries = Array.from({ length: Math.min(number(first, 2), 64) }, (_, i) => first + 2 + 12 * i);
  const found = entries.find((at) => number(at, 2) === ORIENTATION);
  const orientation = found === undefined ? 1 : number(found + 8, 2);
  return orientation >= 5 && orientation <= 8;
}
