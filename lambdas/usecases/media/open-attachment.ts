import { type AttachmentPlace, type AttachmentRecord, MAX_FILE_BYTES } from '../../domain/attachment.ts';
import { KaoJaiError, NotFound } from '../../domain/errors.ts';
import { savedAs } from '../../domain/file-name.ts';
import { UNKNOWN_TYPE } from '../../domain/file-type.ts';
import { timeOfEntry } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import { openStream } from '../../domain/sealed-stream.ts';
import { THUMBNAIL_TYPE } from '../../domain/thumbnail.ts';
import type { AttachmentStore, FileLink, FileLinks, FileObjects, FileRef } from '../../ports/attachments.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileScanner } from '../../ports/file-scanner.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import { type FetchJob, MAX_DELAY_MS, type MediaJobs } from '../../ports/media-jobs.ts';
import type { Random } from '../../ports/random.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { isErased } from '../refuse-erased.ts';
import { limitsOf, type OverDeps } from '../refuse-over.ts';
import { type FoundFile, findFile, keptFile, sealedFor, thumbnailFile } from './find-file.ts';
import { refuseHeldBack } from './hold-back.ts';

/** What showing a file takes. */
export interface OpenAttachmentDeps extends OverDeps {
  readonly store: Pick<InboxStore, 'entry' | 'head'>;
  readonly attachments: AttachmentStore;
  readonly objects: FileObjects;
  readonly links: FileLinks;
  readonly scanner: FileScanner;
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

/** A file of which there is no small picture: it is none that can be made smaller, or the thumbnail is still being made. */
export class NoThumbnail extends KaoJaiError {
  constructor() {
    super('no_thumbnail', 'refuse', 'there is no thumbnail of this file, or not yet');
  }
}

/** The file itself, or a small picture of it. */
export type Variant = 'original' | 'thumbnail';

/**
 * A link to a file of a message, or to what a member uploaded and has not sent yet.
 * @throws NotFound also for files of other workspaces, of messages that were taken back, of people who were erased
 * @throws FileNotReady; @throws NoThumbnail; @throws FileHeldBack
 */
export async function openAttachment(
  deps: OpenAttachmentDeps,
  { workspaceId }: Session,
  attachmentId: string,
  variant: Variant = 'original',
): Promise<OpenedAttachment> {
  const at = await deps.attachments.find(workspaceId, attachmentId);
  if (variant === 'thumbnail') return openThumbnail(deps, workspaceId, at);
  return at === null
    ? openUpload(deps, workspaceId, attachmentId)
    : openOfMessage(deps, { kind: 'fetch', workspaceId, ...at }, attachmentId);
}

async function openThumbnail(
  deps: OpenAttachmentDeps,
  workspaceId: string,
  place: AttachmentPlace | null,
): Promise<OpenedAttachment> {
  if (place === null) throw new NoThumbnail();
  const at: FetchJob = { kind: 'fetch', workspaceId, ...place };
  const found = await findShown(deps, at);
  const thumbnail = (await deps.attachments.record(at, at.entryId, at.index))?.thumbnail;
  if (!thumbnail || !('size' in thumbnail)) throw new NoThumbnail();
  return viewOf(deps, at, found, { mimeType: THUMBNAIL_TYPE, size: thumbnail.size }, 'thumbnail');
}

async function openOfMessage(
  deps: OpenAttachmentDeps,
  at: FetchJob & AttachmentPlace,
  attachmentId: string,
): Promise<OpenedAttachment> {
  const found = await findShown(deps, at);
  const record = await deps.attachments.record(at, at.entryId, at.index);
  if (record?.linked) return linkOf(deps, found);
  if (record?.state === 'stored') return viewOf(deps, at, found, record);
  // What a member sent can be seen before it is kept.
  const upload = await openUpload(deps, at.workspaceId, attachmentId).catch(nullIfMissing);
  if (upload) return upload;
  throw record ? new FileNotReady(record) : new NotFound('attachment');
}

/** A file as far as it may be looked at. @throws NotFound */
async function findShown(deps: OpenAttachmentDeps, at: FetchJob): Promise<FoundFile> {
  const [found, head] = await Promise.all([findFile(deps, at), deps.store.head(at, 'fresh')]);
  if (found === null || (head !== null && (await isErased(deps, head)))) throw new NotFound('attachment');
  const limits = head && (await limitsOf(deps, head));
  if (limits && timeOfEntry(at.entryId) < limits.files) throw new NotFound('attachment');
  return found;
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
  variant: Variant = 'original',
): Promise<OpenedAttachment> {
  const { workspaceId } = at;
  const { subjectId } = message.sealed;
  const key = await deps.keys.existingKey(workspaceId, subjectId);
  const small = variant === 'thumbnail';
  const file = await (small ? thumbnailFile : keptFile)(deps, at);
  const sealed = key && (await deps.objects.read(file));
  if (!sealed) throw new NotFound('attachment');
  const view: FileRef = { kind: 'view', workspaceId, id: deps.random.bytes(32).toString('base64url') };
  await deps.media.ask([{ kind: 'forget', workspaceId, viewId: view.id }], MAX_DELAY_MS);
  await deps.objects.write(
    view,
    openStream(key, sealedFor(at, subjectId, small ? 'thumbnail' : 'file'), sealed),
    {
      contentType: mimeType,
      contentDisposition: savedAs(attachment.name, attachment.kind, mimeType),
    },
  );
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
  await refuseHeldBack(deps.scanner, file);
  return { ...deps.links.toRead(file, LINK_LIFE_MS, headers), mimeType, size };
}
