import type { AttachmentRecord } from './attachment.ts';

/** The long side of a thumbnail, at most. Pixels. */
export const THUMBNAIL_SIDE = 320;
/** What thumbnails are, whatever their pictures are. */
export const THUMBNAIL_TYPE = 'image/jpeg';
/**
 * No picture with more is decoded: four bytes a pixel, up to three times over in the decoder, has to fit into the memory of the function.
 * Phones take 12 million, the largest of those in use 50, and chat platforms make them smaller.
 */
export const MAX_PIXELS = 40_000_000;

const TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** Whether a thumbnail can be made of a file, and nobody has tried yet. Of what is only linked, nobody here has seen the type. */
export function lacksThumbnail({ state, thumbnail, mimeType = '' }: AttachmentRecord): boolean {
  return state === 'stored' && thumbnail === undefined && TYPES.has(mimeType);
}

/** The sides of a picture's thumbnail. Never more than it has. Pixels. */
export function thumbnailSides(picture: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(picture.width, picture.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(picture.width), height: side(picture.height) };
}
