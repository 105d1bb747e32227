import { ByteReader } from './byte-reader.ts';
import { readFilm } from './iso-film.ts';
import type { Millis } from './platform.ts';

/** How long a sound is, by its content. Null: the file does not tell, or is of a type of which KaoJai does not know it. */
export async function soundLength(mimeType: string, chunks: AsyncIterable<Buffer>): Promise<Millis | null> {
  const reader = new ByteReader(chunks);
  try {
    if (mimeType === 'audio/mpeg') return await mp3Length(reader);
    return mimeType === 'audio/mp4' ? ((await readFilm(reader))?.durationMs ?? null) : null;
  } finally {
    await reader.close();
  }
}

/** In kbit/s, by the four bits of the header; MPEG 1 layer III, and MPEG 2 and 2.5 layer III. ISO 11172-3 and 13818-3. */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Samples a second, of MPEG 1. MPEG 2 has half of them, 2.5 a quarter. */
const SAMPLE_RATES = [44_100, 48_000, 32_000];

interface Frame {
  readonly bytes: number;
  readonly ms: number;
}

/** The sum of its frames, of which each tells its own length. */
async function mp3Length(reader: ByteReader): Promise<Millis | null> {
  let ms = 0;
  for (let header = await afterTag(reader); header !== null; header = await reader.take(4)) {
    const frame = frameOf(header);
    // What follows the sound is a tag.
    if (frame === null) break;
    ms += frame.ms;
    if (!(await reader.skip(frame.bytes - 4))) break;
  }
  return ms > 0 ? Math.round(ms) : null;
}

/** The first frame's header: an ID3v2 tag before it is as long as its four bytes of seven bits say. */
async function afterTag(reader: ByteReader): Promise<Buffer | null> {
  const start = await reader.take(4);
  if (start?.toString('latin1', 0, 3) !== 'ID3') return start;
  const rest = await reader.take(6);
  const bytes = rest?.subarray(2).reduce((sum, seven) => sum * 128 + (seven & 127), 0) ?? 0;
  return (await reader.skip(bytes)) ? reader.take(4) : null;
}

function frameOf(header: Buffer): Frame | null {
  const [first = 0, second = 0, third = 0] = header;
  const version = (second >> 3) & 3;
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && version !== 1;
  const kbits = (version === 3 ? RATES_1 : RATES_2)[third >> 4] ?? 0;
  const base = SAMPLE_RATES[(third >> 2) & 3];
  if (!isLayer3 || kbits === 0 || base === undefined) return null;
  const rate = version === 3 ? base : version === 2 ? base / 2 : base / 4;
  const samples = version === 3 ? 1_152 : 576;
  const padding = (third >> 1) & 1;
  const bytes = Math.floor((samples * kbits * 1_000) / 8 / rate) + padding;
  return { bytes, ms: (samples / rate) * 1_000 };
}
