import { type AttachmentRecord, TAKEN_BACK } from '../../domain/attachment.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { DropJob } from '../../ports/media-jobs.ts';
import { keptFile, thumbnailFile } from './find-file.ts';
import type { MediaDeps } from './media-deps.ts';

type DropDeps = Pick<MediaDeps, 'attachments' | 'objects' | 'keys'>;

/** Deletes the files of a message that was taken back. What remains says so: somebody may be fetching one of them at this moment. */
export async function dropFiles(deps: DropDeps, job: DropJob): Promise<void> {
  const records = await deps.attachments.recordsOf(job, job.entryId, job.entryId);
  for (const record of records) await dropFile(deps, job, record);
}

/** The same for one of them. First the record, then the file: a crash between the two is mended by the job's return. */
export async function dropFile(
  deps: DropDeps,
  at: Pick<DropJob, 'workspaceId' | 'conversationId'>,
  record: AttachmentRecord,
): Promise<void> {
  const { entryId, index, rev, attachmentId, tries } = record;
  if (record.reason !== TAKEN_BACK) {
    const dropped: AttachmentRecord = {
      entryId,
      index,
      rev,
      attachmentId,
      tries,
      state: 'failed',
      reason: TAKEN_BACK,
    };
    if (!(await deps.attachments.saveRecord(at, dropped, rev)))
      throw new Unavailable('the file: others change it');
  }
  // The thumbnail, too, whatever the record says of it: somebody may have stored it and not written so.
  await deps.objects.delete(await thumbnailFile(deps, { ...at, entryId, index }));
  await deps.objects.delete(await keptFile(deps, { ...at, entryId, index }));
}
