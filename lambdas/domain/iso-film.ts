import type { ByteReader } from './byte-reader.ts';
import type { Millis } from './platform.ts';

/** What an MP4 or M4A says of itself (ISO 14496-12, box `moov`). */
export interface FilmFacts {
  /** Null: not told, as by recorders that write as they go. */
  readonly durationMs: Millis | null;
  /** Of the picture, in pixels; null: there is none. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** Lists of samples of the longest film that can be uploaded are shorter. */
const MAX_MOOV_BYTES = 8 * 1_024 * 1_024;
const HEADER_BYTES = 8;

/** Null: the stream is no such file. The films themselves, which may come first, are read over. */
export async function readFilm(reader: ByteReader): Promise<FilmFacts | null> {
  for (;;) {
    const box = await nextBox(reader);
    if (box === null || (box.type === 'moov' && box.bytes > MAX_MOOV_BYTES)) return null;
    if (box.type !== 'moov') {
      if (!(await reader.skip(box.bytes))) return null;
      continue;
    }
    const moov = await reader.take(box.bytes);
    return moov && factsOf(moov);
  }
}

/** `bytes`: of what follows its header. Null: the end, or nothing that a box can be. */
async function nextBox(reader: ByteReader): Promise<{ type: string; bytes: number } | null> {
  const header = await reader.take(HEADER_BYTES);
  if (header === null) return null;
  const type = header.toString('latin1', 4, 8);
  const size = header.readUInt32BE(0);
  if (size !== 1) return size < HEADER_BYTES ? null : { type, bytes: size - HEADER_BYTES };
  const long = await reader.take(8);
  const bytes = long && Number(long.readBigUInt64BE(0)) - 2 * HEADER_BYTES;
  return bytes === null || bytes < 0 ? null : { type, bytes };
}

function factsOf(moov: Buffer): FilmFacts {
  const [mvhd] = boxesIn(moov, 'mvhd');
  const sizes = boxesIn(moov, 'trak').flatMap((trak) => boxesIn(trak, 'tkhd').flatMap(sizeIn));
  return { durationMs: mvhd ? durationIn(mvhd) : null, size: sizes[0] ?? null };
}

function boxesIn(content: Buffer, type: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES <= content.length; ) {
    const size = content.readUInt32BE(at);
    if (size < HEADER_BYTES) break;
    if (content.toString('latin1', at + 4, at + 8) === type)
      found.push(content.subarray(at + HEADER_BYTES, at + size));
    at += size;
  }
  return found;
}

/** Version 1 has times of eight bytes. A length of nothing, or of all ones, is not known. */
function durationIn(mvhd: Buffer): Millis | null {
  const long = mvhd[0] === 1;
  if (mvhd.length < (long ? 32 : 20)) return null;
  const scale = mvhd.readUInt32BE(long ? 20 : 12);
  const length = long ? Number(mvhd.readBigUInt64BE(24)) : mvhd.readUInt32BE(16);
  const known = scale > 0 && length > 0 && length < (long ? 2 ** 63 : 0xffff_ffff);
  return known ? Math.round((length / scale) * 1_000) : null;
}

/** The last two numbers of a track's header, in 65536ths of a pixel; of sound they are 0. */
function sizeIn(tkhd: Buffer): { width: number; height: number }[] {
  if (tkhd.length < (tkhd[0] === 1 ? 96 : 84)) return [];
  const width = Math.round(tkhd.readUInt32BE(tkhd.length - 8) / 65_536);
  const height = Math.round(tkhd.readUInt32BE(tkhd.length - 4) / 65_536);
  return width > 0 && height > 0 ? [{ width, height }] : [];
}
