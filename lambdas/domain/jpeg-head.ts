/** Sides as they are stored, and how the picture has to be turned to be looked at. */
export interface PictureHead {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Of EXIF, from 1 (as it is) to 8. */
  readonly orientation: number;
}

/** Where a segment's content lies. */
interface Segment {
  readonly marker: number;
  readonly from: number;
  readonly to: number;
}

const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
/** Markers of the same range that announce no frame: Huffman tables, a reserved one, arithmetic coding. */
const NO_FRAME: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc]);
const EXIF = Buffer.from('Exif\0\0');
/** Tag of the orientation. EXIF 2.32, 4.6.4. */
const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;

/** The head of a JPEG (ITU T.81, annex B); null: it names no size. Of several frames the largest counts, whichever a decoder takes. */
export function jpegHead(bytes: Buffer): PictureHead | null {
  let size = { width: 0, height: 0 };
  let orientation = 1;
  for (const { marker, from, to } of segmentsOf(bytes)) {
    if (isFrame(marker) && to - from >= 5) {
      const frame = { width: bytes.readUInt16BE(from + 3), height: bytes.readUInt16BE(from + 1) };
      if (frame.width * frame.height > size.width * size.height) size = frame;
    }
    if (marker === APP1) orientation = orientationIn(bytes.subarray(from, to)) ?? orientation;
  }
  return size.width * size.height > 0 ? { ...size, orientation } : null;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker);
}

/** The segments before the pixels. Stops at the first thing that is none. */
function* segmentsOf(bytes: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // Any number of these may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === START_OF_SCAN || end < at + 4 || end > bytes.length) return;
    yield { marker, from: at + 4, to: end };
    at = end;
  }
}

/** Null: it is no EXIF, or does not say. */
function orientationIn(segment: Buffer): number | null {
  if (!segment.subarray(0, EXIF.length).equals(EXIF)) return null;
  const tiff = segment.subarray(EXIF.length);
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 10 || (order !== 'II' && order !== 'MM')) return null;
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return null;
  const first = directory + 2;
  const fitting = Math.floor((tiff.length - first) / ENTRY_BYTES);
  for (let i = 0; i < Math.min(short(directory), fitting); i++) {
    const entry = first + i * ENTRY_BYTES;
    if (short(entry) !== ORIENTATION) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}
