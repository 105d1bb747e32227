import { ByteReader } from '../../domain/byte-reader.ts';
import { InvalidInput } from '../../domain/errors.ts';
import { readFilm } from '../../domain/iso-film.ts';
import type { Millis } from '../../domain/platform.ts';
import { type PictureSize, standInPicture, standInSize } from '../../domain/stand-in-picture.ts';
import type { FileLinks, FileObjects, FileRef } from '../../ports/attachments.ts';
import type { UploadedFile } from '../../ports/outbound-files.ts';

/** What it takes to show something small in the place of a file. */
export interface StandInDeps {
  readonly objects: Pick<FileObjects, 'read' | 'write'>;
  readonly links: Pick<FileLinks, 'toRead'>;
}

/** Of films that do not tell it, and of pictures, of which nobody demands the same shape. */
const USUAL: PictureSize = { width: 16, height: 9 };

/**
 * The address of a picture that stands for a film or a large picture: nothing here can look into films, and a platform that demands a picture
 * of the same shape (LINE) gets a plain one. It depends on the shape alone, so it says nothing of anybody.
 * @throws InvalidInput for what no picture can stand for
 */
export async function standInLink(
  deps: StandInDeps,
  { file: { kind }, object }: { readonly file: UploadedFile; readonly object: FileRef },
  lifeMs: Millis,
): Promise<string> {
  if (kind !== 'image' && kind !== 'video')
    throw new InvalidInput('there is no preview of this file', ['attachment: must be a picture or a film']);
  const size = standInSize((kind === 'video' && (await filmSize(deps, object))) || USUAL);
  const standIn: FileRef = { kind: 'stand_in', id: `${kind}-${size.width}x${size.height}` };
  await deps.objects.write(standIn, once(standInPicture(size, kind)), HEADERS);
  return deps.links.toRead(standIn, lifeMs).url;
}

const HEADERS = { contentType: 'image/png', contentDisposition: 'inline' };

async function filmSize({ objects }: StandInDeps, film: FileRef): Promise<PictureSize | null> {
  const chunks = await objects.read(film);
  if (chunks === null) return null;
  const reader = new ByteReader(chunks);
  try {
    return (await readFilm(reader))?.size ?? null;
  } finally {
    await reader.close();
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer, void> {
  yield bytes;
}
