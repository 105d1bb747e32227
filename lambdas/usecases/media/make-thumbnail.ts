import { TAKEN_BACK, type ThumbnailRecord } from '../../domain/attachment.ts';
import { NotFound, Unavailable } from '../../domain/errors.ts';
import { openStream, sealStream } from '../../domain/sealed-stream.ts';
import { lacksThumbnail } from '../../domain/thumbnail.ts';
import { type PictureCodec, UndecodablePicture } from '../../ports/picture-codec.ts';
import type { ThumbnailJob } from '../../ports/thumbnail-jobs.ts';
import { type FoundFile, findFile, keptFile, sealedFor, thumbnailFile } from './find-file.ts';
import type { MediaDeps } from './media-deps.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** What making thumbnails takes. */
export interface ThumbnailDeps
  extends Pick<MediaDeps, 'attachments' | 'objects' | 'keys' | 'sealer' | 'meter'> {
  readonly store: Pick<MediaDeps['store'], 'entry'>;
  readonly codec: PictureCodec;
}

/** A picture that took a function with it twice is not tried again. */
export const MAX_TRIES = 2;

/**
 * Makes the thumbnail of a kept picture, or notes why there is none. Safe at any crash and any repetition: the thumbnail is stored before the
 * record names it, and whoever takes the message back, or erases the customer, changes the record first and then deletes both files.
 * @param tries how often the job was handed out, this time included
 */
export async function makeThumbnail(deps: ThumbnailDeps, job: ThumbnailJob, tries: number): Promise<void> {
  const record = await deps.attachments.record(job, job.entryId, job.index);
  // An earlier try may have stored it after the message was taken back, or the customer erased.
  if (record === null || record.reason === TAKEN_BACK) return drop(deps, job);
  if (!lacksThumbnail(record)) return;
  const found = await findFile(deps, job);
  if (found === null) return;
  const thumbnail = tries > MAX_TRIES ? { reason: 'too_many_tries' } : await tryToMake(deps, job, found);
  if (await deps.attachments.saveRecord(job, { ...record, thumbnail }, record.rev)) {
    deps.meter.count('ThumbnailSettled', { State: 'reason' in thumbnail ? thumbnail.reason : 'stored' });
    return;
  }
  const now = await deps.attachments.record(job, job.entryId, job.index);
  if (now !== null && now.reason !== TAKEN_BACK) throw new Unavailable('the file: others change it');
  await drop(deps, job);
}

async function drop(deps: ThumbnailDeps, job: ThumbnailJob): Promise<void> {
  await deps.objects.delete(await thumbnailFile(deps, job));
}

async function tryToMake(deps: ThumbnailDeps, job: ThumbnailJob, found: FoundFile): Promise<ThumbnailRecord> {
  const { subjectId } = found.message.sealed;
  const key = await deps.keys.existingKey(job.workspaceId, subjectId);
  const sealed = key && (await deps.objects.read(await keptFile(deps, job)));
  if (!sealed) return { reason: 'gone' };
  try {
    const picture = await whole(openStream(key, sealedFor(job, subjectId), sealed));
    const small = shrinkPicture(deps.codec, picture);
    const associated = sealedFor(job, subjectId, 'thumbnail');
    await deps.objects.write(await thumbnailFile(deps, job), sealStream(key, associated, once(small)));
    return { size: small.length };
  } catch (error) {
    if (error instanceof UndecodablePicture) return { reason: error.code };
    if (error instanceof NotFound) return { reason: 'gone' };
    throw error;
  }
}

/** No kept file is larger than `MAX_FILE_BYTES`. */
async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer, void> {
  yield bytes;
}
