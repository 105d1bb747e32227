import type { AttachmentKind } from './timeline.ts';

/** So many bytes from the beginning of a file tell its type. */
export const HEAD_BYTES = 4_096;

/** Of a file whose content says nothing. Never shown in a browser, only saved. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** Types that KaoJai tells by their content, and how files of them are named. */
const EXTENSION_OF = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'weba',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'text/plain': 'txt',
} as const;
/** A type that was found in a file's content. */
export type FileType = keyof typeof EXTENSION_OF;

/** All types that a content can have. */
export const FILE_TYPES = Object.keys(EXTENSION_OF) as readonly FileType[];

/** The end of a file's name, without the dot; null for a type that KaoJai does not know. */
export function extensionOf(mimeType: string): string | null {
  return (EXTENSION_OF as Readonly<Record<string, string>>)[mimeType] ?? null;
}

/** Which kind of attachment a type is. */
export function kindOf(mimeType: string): AttachmentKind {
  const [family] = mimeType.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}

/**
 * The type of a file by what it holds, whatever its name or its sender says. Null: none of those that KaoJai knows.
 * @param head the first `HEAD_BYTES` of it, or all that there is
 */
export function fileTypeOf(head: Buffer): FileType | null {
  for (const [bytes, type] of MAGIC) if (head.subarray(0, bytes.length).equals(bytes)) return type;
  return (
    riff(head) ?? isoMedia(head) ?? ogg(head) ?? matroska(head) ?? zip(head) ?? mpegAudio(head) ?? text(head)
  );
}

/**
 * The type under which an attachment is kept, or null when its content is none that this kind may have: a page or a script that calls itself a
 * picture. A voice message in a container that could hold pictures, too, is a voice message.
 */
export function acceptedType(kind: AttachmentKind, found: FileType | null): string | null {
  if (kind === 'file') return found ?? UNKNOWN_TYPE;
  if (found === null) return null;
  const is = kindOf(found);
  if (kind === 'audio') return is === 'audio' ? found : (SOUND_IN[found] ?? null);
  // Animated pictures go as videos on some platforms and as pictures on others.
  if (kind === 'video') return is === 'video' || found === 'image/gif' ? found : null;
  if (kind === 'sticker' && is === 'video') return found;
  return is === 'image' ? found : null;
}

const SOUND_IN: Readonly<Partial<Record<FileType, FileType>>> = {
  'video/mp4': 'audio/mp4',
  'video/3gpp': 'audio/mp4',
  'video/webm': 'audio/webm',
  'video/ogg': 'audio/ogg',
};

const MAGIC: readonly (readonly [Buffer, FileType])[] = [
  [Buffer.from([0xff, 0xd8, 0xff]), 'image/jpeg'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
  [Buffer.from('GIF87a'), 'image/gif'],
  [Buffer.from('GIF89a'), 'image/gif'],
  [Buffer.from('%PDF-'), 'application/pdf'],
  [Buffer.from('ID3'), 'audio/mpeg'],
  [Buffer.from('#!AMR'), 'audio/amr'],
];

function ascii(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, Math.min(to, head.length));
}

function riff(head: Buffer): FileType | null {
  if (ascii(head, 0, 4) !== 'RIFF') return null;
  const form = ascii(head, 8, 12);
  return form === 'WEBP' ? 'image/webp' : form === 'WAVE' ? 'audio/wav' : null;
}

/** ISO 14496-12: a box `ftyp` with the major brand comes first. */
function isoMedia(head: Buffer): FileType | null {
  if (ascii(head, 4, 8) !== 'ftyp') return null;
  const brand = ascii(head, 8, 12);
  if (brand === 'qt  ') return 'video/quicktime';
  if (/^M4[ABP] $/.test(brand)) return 'audio/mp4';
  if (/^3g[2gp]/.test(brand)) return 'video/3gpp';
  if (/^avi[fs]$/.test(brand)) return 'image/avif';
  return /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(brand) ? 'image/heic' : 'video/mp4';
}

function ogg(head: Buffer): FileType | null {
  if (ascii(head, 0, 4) !== 'OggS') return null;
  return head.includes('theora') ? 'video/ogg' : 'audio/ogg';
}

/** EBML; the document type stands within its header. */
function matroska(head: Buffer): FileType | null {
  const isEbml = head.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
  return isEbml && head.subarray(0, 64).includes('webm') ? 'video/webm' : null;
}

/** Office documents are archives whose folders say which. */
function zip(head: Buffer): FileType | null {
  if (!head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return null;
  const office = 'application/vnd.openxmlformats-officedocument';
  if (!head.includes('[Content_Types].xml') && !head.includes('_rels/')) return 'application/zip';
  if (head.includes('word/')) return `${office}.wordprocessingml.document`;
  if (head.includes('xl/')) return `${office}.spreadsheetml.sheet`;
  return head.includes('ppt/') ? `${office}.presentationml.presentation` : 'application/zip';
}

/** Frames begin with eleven set bits; layer 0 is AAC's ADTS. Bit rate and sampling rate have values that mean nothing. */
function mpegAudio(head: Buffer): FileType | null {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  if ((second & 0xf6) === 0xf0) return 'audio/aac';
  const isMpeg = (second & 0x18) !== 0x08 && (second & 0x06) !== 0x00;
  const hasRates = third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c;
  return isMpeg && hasRates ? 'audio/mpeg' : null;
}

/** UTF-8 without control characters. A letter may be cut off at the end of the head. */
function text(head: Buffer): FileType | null {
  if (head.length === 0 || head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte)))
    return null;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= HEAD_BYTES });
    return 'text/plain';
  } catch {
    return null;
  }
}
