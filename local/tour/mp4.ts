/** What an MP4 file holds: one track, all of whose samples last equally long. */
export interface Track {
  /** Major brand: `isom`, or `M4A ` for sound alone. */
  readonly brand: string;
  /** Pixels; absent = it is sound. */
  readonly size?: { readonly width: number; readonly height: number };
  /** `objectTypeIndication` of the codec. https://mp4ra.org/registered-types/object-types */
  readonly codec: number;
  /** What the decoder has to know beforehand. */
  readonly decoder: Buffer;
  readonly samples: readonly Buffer[];
  /** Units a second (of sound: samples of one channel), and how many of them a sample of the file lasts. */
  readonly timescale: number;
  readonly sampleLength: number;
}

/**
 * A complete, playable file (ISO 14496-12 and -14).
 * @param mark stands in a box that players read over: no two files are the same
 */
export function mp4(track: Track, mark: string): Buffer {
  const brands = box('ftyp', track.brand, u32(0), `isommp42${track.brand}`);
  const head = Buffer.concat([brands, box('free', mark)]);
  const moovBytes = movie(track, 0).length;
  const moov = movie(track, head.length + moovBytes + BOX_HEAD_BYTES);
  return Buffer.concat([head, moov, box('mdat', ...track.samples)]);
}

const BOX_HEAD_BYTES = 8;

function box(type: string, ...content: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as string)));
  return Buffer.concat([u32(BOX_HEAD_BYTES + body.length), Buffer.from(type), body]);
}

/** A box with a version (0) and flags. */
function fullBox(type: string, flags: number, ...content: readonly Buffer[]): Buffer {
  return box(type, u32(flags), ...content);
}

const u16 = (...numbers: readonly number[]): Buffer =>
  Buffer.concat(numbers.map((n) => Buffer.from([n >> 8, n & 255])));

function u32(...numbers: readonly number[]): Buffer {
  const written = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, i) => {
    written.writeUInt32BE(number, i * 4);
  });
  return written;
}

/** Neither turned nor stretched. */
const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function movie(track: Track, samplesAt: number): Buffer {
  const { timescale, size } = track;
  const length = lengthOf(track);
  const end = [Buffer.alloc(24), u32(2)];
  return box(
    'moov',
    fullBox('mvhd', 0, u32(0, 0, timescale, length, 0x10000), u16(0x100), Buffer.alloc(10), MATRIX, ...end),
    box('trak', trackHead(length, size), media(track, samplesAt)),
  );
}

function lengthOf({ samples, sampleLength }: Track): number {
  return samples.length * sampleLength;
}

function trackHead(length: number, size: Track['size']): Buffer {
  const { width, height } = size ?? { width: 0, height: 0 };
  const volume = u16(0, 0, size ? 0 : 0x100, 0);
  const enabled = 3;
  return fullBox(
    'tkhd',
    enabled,
    u32(0, 0, 1, 0, length, 0, 0),
    volume,
    MATRIX,
    u32(width * 65_536, height * 65_536),
  );
}

function media(track: Track, samplesAt: number): Buffer {
  const { timescale, size } = track;
  const handler = Buffer.from(size ? 'vide' : 'soun');
  const undetermined = u16(0x55c4, 0);
  const here = fullBox('url ', 1);
  return box(
    'mdia',
    fullBox('mdhd', 0, u32(0, 0, timescale, lengthOf(track)), undetermined),
    fullBox('hdlr', 0, u32(0), handler, Buffer.alloc(13)),
    box(
      'minf',
      size ? fullBox('vmhd', 1, Buffer.alloc(8)) : fullBox('smhd', 0, Buffer.alloc(4)),
      box('dinf', fullBox('dref', 0, u32(1), here)),
      sampleTable(track, samplesAt),
    ),
  );
}

/** All samples are one chunk. */
function sampleTable(track: Track, samplesAt: number): Buffer {
  const { samples, sampleLength } = track;
  const count = samples.length;
  return box(
    'stbl',
    fullBox('stsd', 0, u32(1), track.size ? pictureEntry(track, track.size) : soundEntry(track)),
    fullBox('stts', 0, u32(1, count, sampleLength)),
    fullBox('stsc', 0, u32(1, 1, count, 1)),
    fullBox('stsz', 0, u32(0, count, ...samples.map((sample) => sample.length))),
    fullBox('stco', 0, u32(1, samplesAt)),
  );
}

const ENTRY = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]);

function pictureEntry(track: Track, { width, height }: { width: number; height: number }): Buffer {
  const dotsPerInch = u32(72 * 65_536, 72 * 65_536, 0);
  const shape = [Buffer.alloc(16), u16(width, height), dotsPerInch];
  return box('mp4v', ENTRY, ...shape, u16(1), Buffer.alloc(32), u16(24, 0xffff), decoderBox(track, 0x11));
}

/** One channel of 16 bits. */
function soundEntry(track: Track): Buffer {
  const rate = u32(track.timescale * 65_536);
  return box('mp4a', ENTRY, Buffer.alloc(8), u16(1, 16, 0, 0), rate, decoderBox(track, 0x15));
}

function decoderBox({ codec, decoder }: Track, stream: number): Buffer {
  const specific = decoder.length > 0 ? descriptor(5, decoder) : Buffer.alloc(0);
  const config = descriptor(4, Buffer.from([codec, stream]), Buffer.alloc(11), specific);
  return fullBox('esds', 0, descriptor(3, u16(1), Buffer.from([0]), config, descriptor(6, Buffer.from([2]))));
}

function descriptor(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
}
