import type { Upload } from '../../domain/attachment.ts';
import { NotFound } from '../../domain/errors.ts';
import { fileTypeOf, HEAD_BYTES, kindOf, UNKNOWN_TYPE } from '../../domain/file-type.ts';
import type { Millis } from '../../domain/platform.ts';
import { soundLength } from '../../domain/sound-length.ts';
import type { OutboundFile } from '../../ports/account-messaging.ts';
import type { AttachmentStore, FileLinks, FileObjects, FileRef } from '../../ports/attachments.ts';
import type { FileScanner } from '../../ports/file-scanner.ts';
import type { OutboundFiles, UploadedFile } from '../../ports/outbound-files.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { FileHeldBack, refuseHeldBack } from './hold-back.ts';
import { standInLink } from './stand-in.ts';
import { placeOfName } from './start-upload.ts';

/** What sending a file takes. */
export interface OutboundFileDeps {
  readonly attachments: Pick<AttachmentStore, 'upload'>;
  readonly objects: Pick<FileObjects, 'read' | 'readStart' | 'write'>;
  readonly links: Pick<FileLinks, 'toRead'>;
  readonly scanner: FileScanner;
  readonly sealer: Sealer;
}

/** How long a platform may take to fetch a file; then the address is dead. */
const LINK_LIFE_MS: Millis = 60 * 60_000;
/** LINE's limit for previews. */
const MAX_PREVIEW_BYTES = 1_024 * 1_024;

/** The uploads of members as files to be sent. */
export function outboundFiles(deps: OutboundFileDeps): OutboundFiles {
  return {
    describe: async (workspaceId, id) => (await look(deps, workspaceId, id))?.file ?? null,
    open: async (workspaceId, id) => {
      const found = await look(deps, workspaceId, id).catch(nullIfRefused);
      return found && outboundFile(deps, found);
    },
  };
}

/**
 * A file that a member uploaded, for a connector to send.
 * @throws NotFound when nothing was uploaded (any more), or by another workspace
 */
export async function openOutboundFile(
  deps: OutboundFileDeps,
  workspaceId: string,
  attachmentId: string,
): Promise<OutboundFile> {
  const file = await outboundFiles(deps).open(workspaceId, attachmentId);
  if (file === null) throw new NotFound('attachment');
  return file;
}

/** Who sends it cannot ask again for another file: what did not pass is not there. What is still being scanned comes back. */
function nullIfRefused(error: unknown): null {
  if (error instanceof FileHeldBack && error.remedy === 'refuse') return null;
  throw error;
}

interface Found {
  readonly file: UploadedFile;
  readonly object: FileRef;
}

/** Its type is what the content says, whatever the member or the browser said. @throws FileHeldBack */
async function look(deps: OutboundFileDeps, workspaceId: string, id: string): Promise<Found | null> {
  const found = await deps.attachments.upload(workspaceId, id);
  if (found === null) return null;
  const { upload } = found;
  const object: FileRef = { kind: 'upload', workspaceId, id: upload.objectId };
  const start = await deps.objects.readStart(object, HEAD_BYTES);
  const name = await deps.sealer.open<string>(placeOfName(workspaceId, id), found.name);
  if (start === null || name === null) return null;
  await refuseHeldBack(deps.scanner, object);
  const mimeType = typeOf(upload, start);
  return { object, file: { id, kind: kindOf(mimeType), name, mimeType, size: upload.size } };
}

/** A film with sound only looks like any other; there the member's word counts. */
function typeOf({ mimeType }: Upload, start: Buffer): string {
  const found = fileTypeOf(start) ?? UNKNOWN_TYPE;
  const sameContainer = found.startsWith('video/') && mimeType === found.replace('video/', 'audio/');
  return sameContainer ? mimeType : found;
}

function outboundFile(deps: OutboundFileDeps, { file, object }: Found): OutboundFile {
  const { name, mimeType, size } = file;
  const link = async () => deps.links.toRead(object, LINK_LIFE_MS).url;
  return {
    name,
    mimeType,
    size,
    durationMs: async () => soundLength(mimeType, await chunksOf(deps, object)),
    read: async () => {
      const read: Buffer[] = [];
      for await (const chunk of await chunksOf(deps, object)) read.push(chunk);
      return Buffer.concat(read);
    },
    link,
    previewLink: () =>
      file.kind === 'image' && size <= MAX_PREVIEW_BYTES
        ? link()
        : standInLink(deps, { file, object }, LINK_LIFE_MS),
  };
}

async function chunksOf({ objects }: OutboundFileDeps, object: FileRef): Promise<AsyncIterable<Buffer>> {
  const chunks = await objects.read(object);
  if (chunks === null) throw new NotFound('attachment');
  return chunks;
}
