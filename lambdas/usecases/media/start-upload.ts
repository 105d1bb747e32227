import { MAX_FILE_BYTES, type Upload, uploadIdOf } from '../../domain/attachment.ts';
import { InvalidInput } from '../../domain/errors.ts';
import { FILE_TYPES } from '../../domain/file-type.ts';
import { memberSubjectId } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import type { AttachmentStore, FileLinks } from '../../ports/attachments.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { SealedPlace, Sealer } from '../../ports/sealer.ts';

/** What uploading a file takes. */
export interface StartUploadDeps {
  readonly attachments: Pick<AttachmentStore, 'addUpload'>;
  readonly links: Pick<FileLinks, 'toWrite'>;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly random: Random;
}

/** A file that somebody wants to send. */
export interface FileToUpload {
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
}

/** Where and how to upload it. */
export interface UploadTicket {
  readonly id: string;
  readonly uploadUrl: string;
  readonly method: 'PUT';
  /** To be sent exactly so. */
  readonly headers: Readonly<Record<string, string>>;
}

/** For beginning the upload; a slow one may go on. */
const TICKET_LIFE_MS: Millis = 10 * 60_000;
/** What was not sent by then is gone. */
export const UPLOAD_LIFE_MS: Millis = 24 * 60 * 60_000;

/**
 * Makes room for a file: an address that takes one file of exactly that type and size. What it really is, is looked at before it is sent.
 * @throws InvalidInput
 */
export async function startUpload(
  deps: StartUploadDeps,
  { workspaceId, userId }: Session,
  { name, mimeType, size }: FileToUpload,
): Promise<UploadTicket> {
  check({ name, mimeType, size });
  const id = uploadIdOf(deps.random.bytes(16));
  const objectId = deps.random.bytes(32).toString('base64url');
  const until = deps.clock.now() + UPLOAD_LIFE_MS;
  const upload: Upload = { id, workspaceId, userId, objectId, mimeType, size, until };
  const sealed = await deps.sealer.seal(placeOfName(workspaceId, id), memberSubjectId(userId), name);
  await deps.attachments.addUpload(upload, sealed);
  const file = { kind: 'upload', workspaceId, id: objectId } as const;
  const { url, headers } = deps.links.toWrite(file, { mimeType, size }, TICKET_LIFE_MS);
  return { id, uploadUrl: url, method: 'PUT', headers };
}

function check({ name, mimeType, size }: FileToUpload): void {
  const details = [
    ...(name.trim() === '' ? ['name: must not be empty'] : []),
    ...((FILE_TYPES as readonly string[]).includes(mimeType)
      ? []
      : [`mimeType: must be one of ${FILE_TYPES.join(', ')}`]),
    ...(Number.isInteger(size) && size > 0 && size <= MAX_FILE_BYTES
      ? []
      : [`size: must be from 1 to ${MAX_FILE_BYTES} bytes`]),
  ];
  if (details.length > 0) throw new InvalidInput('the file cannot be sent', details);
}

/** Where the name of an upload belongs. */
export function placeOfName(workspaceId: string, id: string): SealedPlace {
  return { workspaceId, record: `upload/${id}`, field: 'name' };
}
