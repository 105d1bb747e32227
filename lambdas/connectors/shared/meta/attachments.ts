import type { InboundAttachment } from '../../../domain/inbound.ts';
import { defined, idField, type JsonObject, textField } from '../fields.ts';
import { type AttachmentReader, type Piece, unsupported } from './attachment-piece.ts';
import { ids, texts } from './rename-fields.ts';
import { readTemplate } from './template.ts';
import { fileNameIn, fileUrl, webUrl } from './urls.ts';

/** Attachment types that Messenger and Instagram have in common. */
export const commonAttachments: Readonly<Record<string, AttachmentReader>> = {
  // A sticker came as an image with `sticker_id` in older apps, and as both at once in the summer of 2026.
  image: (payload) => (idField(payload, 'sticker_id') ? sticker(payload) : media('image', payload)),
  sticker: (payload) => sticker(payload),
  video: (payload) => media('video', payload),
  audio: (payload) => media('audio', payload),
  file: (payload) => media('file', payload),
  template: (payload) => readTemplate(payload),
  fallback: linkPreview,
};

/**
 * Something that belongs to somebody else (a post, a reel, a story): by link only.
 * @param shareType `post`, `reel`, `story` or `link`
 * @param id our name for the id, and Meta's
 */
export function shared(
  shareType: string,
  payload: JsonObject | undefined,
  id?: readonly [string, string],
): Piece {
  const named = id ? ids(payload, { [id[0]]: id[1] }) : {};
  const url = webUrl(payload, 'url');
  const identities = [...Object.values(named), ...(url ? [url] : [])].map((same) => `${shareType}:${same}`);
  return {
    kind: 'share',
    data: { shareType, ...named, ...texts(payload, { title: 'title' }), ...(url ? { url } : {}) },
    identities,
  };
}

function media(kind: 'image' | 'video' | 'audio' | 'file', payload: JsonObject | undefined): Piece {
  const url = fileUrl(payload, 'url');
  if (url === undefined) return unsupported(kind);
  const name = kind === 'file' ? fileNameIn(url) : undefined;
  return { kind, data: {}, file: defined({ kind, url, name }) as InboundAttachment };
}

/** 369239263222822 is the thumb that Messenger calls "like". */
function sticker(payload: JsonObject | undefined): Piece {
  const url = fileUrl(payload, 'url');
  const id = idField(payload, 'sticker_id');
  if (url === undefined && id === undefined) return unsupported('sticker');
  return {
    kind: 'sticker',
    data: id ? { stickerId: id } : {},
    ...(url ? { file: { kind: 'sticker' as const, url } } : {}),
    identities: id ? [`sticker:${id}`] : [],
  };
}

/** Made by Meta for a link in the text. Older shape: title and url beside `type`. Empty = something it cannot show. */
function linkPreview(payload: JsonObject | undefined, attachment: JsonObject): Piece {
  const source = webUrl(payload, 'url') || textField(payload, 'title') ? payload : attachment;
  const piece = shared('link', source);
  const empty = piece.data.url === undefined && piece.data.title === undefined;
  return { ...(empty ? unsupported('fallback') : piece), preview: true };
}
