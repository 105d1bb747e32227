import { type AttachmentPlace, type AttachmentRecord, MAX_FILE_BYTES } from '../../domain/attachment.ts';
import { KaoJaiError, NotFound } from '../../domain/errors.ts';
import { savedAs } from '../../domain/file-name.ts';
import { UNKNOWN_TYPE } from '../../domain/file-type.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import { openStream } from '../../domain/sealed-stream.ts';
import type { AttachmentStore, FileLink, FileLinks, FileObjects, FileRef } from '../../ports/attachments.ts';
import type { Clock } from '../../ports/clock.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import { type FetchJob, MAX_DELAY_MS, type MediaJobs } from '../../ports/media-jobs.ts';
import type { Random } from '../../ports/random.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { type FoundFile, findFile, keptFile, sealedFor } from './find-file.ts';

/** What showing a file takes. */
export interface OpenAttachmentDeps {
  readonly store: Pick<InboxStore, 'entry'>;
  readonly attachments: AttachmentStore;
  readonly objects: FileObjects;
  readonly links: FileLinks;
  readonly media: MediaJobs;
  readonly keys: SubjectKeys;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly random: Random;
}

/** A file to look at. */
export interface OpenedAttachment extends FileLink {
  readonly mimeType: string | null;
  /** Bytes. */
  readonly size: number | null;
}

/** S14: the longest life of a link. */
export const LINK_LIFE_MS: Millis = 5 * 60_000;

/** A file that is not there to be looked at; `code` says why. */
export class FileNotReady extends KaoJaiError {
  constructor({ state, reason }: AttachmentRecord) {
    const gone = state !== 'pending';
    const message = gone ? 'the file could not be kept' : 'the file is still being fetched';
    super(`attachment_${state}`, gone ? 'refuse' : 'retry', message, reason === undefined ? [] : [reason]);
  }
}

/**
 * A link to a file of a message, or to what a member uploaded and has not sent yet.
 * @throws NotFound also for files of other workspaces, of messages that were taken back, of people who were erased
 * @throws FileNotReady
 */
export async function openAttachment(
  deps: OpenAttachmentDeps,
  { workspaceId }: Session,
  attachmentId: string,
): Promise<OpenedAttachment> {
  const at = await deps.attachments.find(workspaceId, attachmentId);
  return at === null
    ? openUpload(deps, workspaceId, attachmentId)
    : openOfMessage(deps, { kind: 'fetch', workspaceId, ...at }, attachmentId);
}

async function openOfMessage(
  deps: OpenAttachmentDeps,
  at: FetchJob & AttachmentPlace,
  attachmentId: string,
): Promise<OpenedAttachment> {
  const found = await findFile(deps, at);
  if (found === null) throw new NotFound('attachment');
  const record = await deps.attachments.record(at, at.entryId, at.index);
  if (record?.linked) return linkOf(deps, found);
  if (record?.state === 'stored') return viewOf(deps, at, found, record);
  // What a member sent can be seen before it is kept.
  const upload = await openUpload(deps, at.workspaceId, attachmentId).catch(nullIfMissing);
  if (upload) return upload;
  throw record ? new FileNotReady(record) : new NotFound('attachment');
}

/** The platform's own address: nothing of it is kept here. */
function linkOf({ clock }: OpenAttachmentDeps, { attachment }: FoundFile): OpenedAttachment {
  const { url, mimeType, size } = attachment;
  if (url === undefined || !URL.parse(url)?.protocol.startsWith('https')) throw new NotFound('attachment');
  return { url, expiresAt: clock.now() + LINK_LIFE_MS, mimeType: mimeType ?? null, size: size ?? null };
}

/**
 * Opens the file into a copy of its own for this one look. First the job that takes the copy away again, then the copy: no crash leaves one
 * behind. See docs/adr/0015-views.md.
 */
async function viewOf(
  deps: OpenAttachmentDeps,
  at: FetchJob,
  { message, attachment }: FoundFile,
  {
    mimeType = UNKNOWN_TYPE,
    size = null,
  }: Partial<Pick<AttachmentRecord, 'mimeType'>> & { size?: number | null },
): Promise<OpenedAttachment> {
  const { workspaceId } = at;
  const { subjectId } = message.sealed;
  const key = await deps.keys.existingKey(workspaceId, subjectId);
  const sealed = key && (await deps.objects.read(await keptFile(deps, at)));
  if (!sealed) throw new NotFound('attachment');
  const view: FileRef = { kind: 'view', workspaceId, id: deps.random.bytes(32).toString('base64url') };
  await deps.media.ask([{ kind: 'forget', workspaceId, viewId: view.id }], MAX_DELAY_MS);
  await deps.objects.write(view, openStream(key, sealedFor(at, subjectId), sealed), {
    contentType: mimeType,
    contentDisposition: savedAs(attachment.name, attachment.kind, mimeType),
  });
  return { ...deps.links.toRead(view, LINK_LIFE_MS), mimeType, size };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

async function openUpload(
  deps: OpenAttachmentDeps,
  workspaceId: string,
  attachmentId: string,
): Promise<OpenedAttachment> {
  const found = await deps.attachments.upload(workspaceId, attachmentId);
  if (found === null || found.upload.size > MAX_FILE_BYTES) throw new NotFound('attachment');
  const { objectId, mimeType, size } = found.upload;
  const headers = { contentType: mimeType, contentDisposition: 'attachment' };
  const file: FileRef = { kind: 'upload', workspaceId, id: objectId };
  return { ...deps.links.toRead(file, LINK_LIFE_MS, headers), mimeType, size };
}
