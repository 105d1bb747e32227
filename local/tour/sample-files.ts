import { mp4 } from './mp4.ts';
import { newPicture } from './picture.ts';

/** What can be sent besides words, in the order in which it is shown. */
export const FILE_KINDS = ['image', 'video', 'audio', 'file'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** A file that nobody has seen before. */
export interface SampleFile {
  readonly kind: FileKind;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

const MAKERS: Readonly<Record<FileKind, (mark: number) => Omit<SampleFile, 'kind'>>> = {
  image: (mark) => ({ name: 'สีฟ้า.png', mimeType: 'image/png', bytes: newPicture(mark) }),
  video: (mark) => ({ name: 'หมุนรอบตัว.mp4', mimeType: 'video/mp4', bytes: film(mark) }),
  audio: (mark) => ({ name: 'เสียง.m4a', mimeType: 'audio/mp4', bytes: silence(mark) }),
  file: (mark) => ({ name: 'ใบเสนอราคา.pdf', mimeType: 'application/pdf', bytes: document(mark) }),
};

/** A small file of the kind, of a type that every platform takes which takes the kind at all. */
export function sampleFile(kind: FileKind, mark: number): SampleFile {
  return { kind, ...MAKERS[kind](mark) };
}

const PNG_IN_MP4 = 0x6d;
const AAC_IN_MP4 = 0x40;

/** One picture, for two seconds. */
function film(mark: number): Buffer {
  const size = { width: 400, height: 400 };
  const samples = [newPicture(mark)];
  const codec = { codec: PNG_IN_MP4, decoder: Buffer.alloc(0) };
  return mp4({ brand: 'isom', size, ...codec, samples, timescale: 1, sampleLength: 2 }, String(mark));
}

/** A second of AAC in which nobody speaks: low complexity, 44.1 kHz, one channel. */
function silence(mark: number): Buffer {
  const frame = Buffer.from([0x00, 0xc8, 0x00, 0x80, 0x23, 0x80]);
  const samples = Array.from({ length: 43 }, () => frame);
  const codec = { codec: AAC_IN_MP4, decoder: Buffer.from([0x12, 0x08]) };
  return mp4({ brand: 'M4A ', ...codec, samples, timescale: 44_100, sampleLength: 1_024 }, String(mark));
}

/** A page with a number on it. */
function document(mark: number): Buffer {
  const words = `BT /F1 24 Tf 72 720 Td (${mark}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((body, i) => `${i + 1} 0 obj\n${body}\nendobj\n`);
  const head = '%PDF-1.4\n';
  const places = objects.map((_, i) => head.length + objects.slice(0, i).join('').length);
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const tail = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${head.length + objects.join('').length}\n%%EOF\n`;
  return Buffer.from(
    `${head}${objects.join('')}xref\n0 ${count}\n0000000000 65535 f \n${table}${tail}`,
    'latin1',
  );
}
