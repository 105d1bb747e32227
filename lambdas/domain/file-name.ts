import { extensionOf, UNKNOWN_TYPE } from './file-type.ts';
import type { AttachmentKind } from './timeline.ts';

const LONGEST = 120;
const SAME_ENDING: Readonly<Record<string, string>> = { jpeg: 'jpg' };

/**
 * The `Content-Disposition` of a file that somebody sent: always to be saved, never to be opened as a page (pictures and films that a page
 * shows are shown all the same). The name is the sender's without what could deceive, and with the ending of what the file really is.
 */
export function savedAs(name: string | undefined, kind: AttachmentKind, mimeType: string): string {
  const safe = safeName(name, kind, mimeType);
  const ascii = safe.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encode(safe)}`;
}

function safeName(name: string | undefined, kind: AttachmentKind, mimeType: string): string {
  const extension = extensionOf(mimeType);
  const given = cleaned(name ?? '');
  if (given === '') return extension === null ? kind : `${kind}.${extension}`;
  if (mimeType === UNKNOWN_TYPE || extension === null) return given;
  const ending = /\.([^.]+)$/.exec(given.toLowerCase())?.[1] ?? '';
  return (SAME_ENDING[ending] ?? ending) === extension ? given : `${given}.${extension}`;
}

/** Without control characters, marks that turn the direction of writing, and what file systems take for a path. */
function cleaned(name: string): string {
  const visible = name.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  const flat = visible.replace(/[/\\:*?"<>|]/g, '_').replace(/^[. ]+/, '');
  return [...flat].slice(0, LONGEST).join('').trim();
}

/** RFC 8187. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
