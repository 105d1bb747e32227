import { fieldsOf, textOf } from './call.ts';
import { fetchFile } from './fetch-file.ts';
import { type FileBytes, keepFile } from './files.ts';
import { DAY, type FileKind, type Meta } from './memory.ts';
import { pageById } from './people.ts';
import { graphError, missing } from './problems.ts';
import { FILE_RULES } from './rules.ts';

type Fields = Record<string, unknown>;

/** An attachment that a message may carry. */
export interface Attached {
  readonly kind: FileKind;
  readonly fileId: string;
}

/** The ids end after 90 days. */
const UPLOAD_LIFE_MS = 90 * DAY;

/** `POST /{page-id}/message_attachments`: bytes in a form, or an address. */
export async function takeUpload(meta: Meta, accountId: string, parameters: Fields): Promise<object> {
  const attachment = fieldsOf(fieldsOf(parameters.message).attachment);
  const kind = kindOf(attachment);
  const { filedata } = parameters;
  const file = filedata instanceof File ? await bytesOf(filedata) : await fetchFile(payloadUrl(attachment));
  const { fileId } = kept(meta, accountId, kind, file);
  const id = meta.world.newDigits(16);
  const expiresAt = meta.world.now() + UPLOAD_LIFE_MS;
  meta.memory.uploads = { ...meta.memory.uploads, [id]: { accountId, kind, fileId, expiresAt } };
  return { attachment_id: id };
}

/** `message.attachment` of a sending: an address that is fetched now, or what was uploaded before. */
export async function attachedTo(meta: Meta, accountId: string, value: unknown): Promise<Attached> {
  const attachment = fieldsOf(value);
  const kind = kindOf(attachment);
  const id = textOf(fieldsOf(attachment.payload), 'attachment_id');
  if (id === '') return kept(meta, accountId, kind, await fetchFile(payloadUrl(attachment)));
  const upload = meta.memory.uploads?.[id];
  if (upload?.accountId !== accountId || upload.expiresAt <= meta.world.now())
    throw graphError(100, '(#100) Invalid attachment id', { sub: 2018074 });
  if (upload.kind !== kind) throw wrongType();
  return { kind, fileId: upload.fileId };
}

function kindOf(attachment: Fields): FileKind {
  const type = textOf(attachment, 'type');
  if (type === 'image' || type === 'video' || type === 'audio' || type === 'file') return type;
  throw graphError(100, '(#100) Param message[attachment][type] must be one of {IMAGE, VIDEO, AUDIO, FILE}');
}

function payloadUrl(attachment: Fields): string {
  const url = textOf(fieldsOf(attachment.payload), 'url');
  if (url === '') throw missing('payload');
  return url;
}

async function bytesOf(file: File): Promise<FileBytes> {
  return { bytes: Buffer.from(await file.arrayBuffer()), mimeType: file.type, name: file.name };
}

function kept(meta: Meta, accountId: string, kind: FileKind, file: FileBytes): Attached {
  const { types, maxBytes } = FILE_RULES[pageById(accountId) ? 'messenger' : 'instagram'][kind];
  if (!types.test(file.mimeType)) throw wrongType();
  if (file.bytes.length > maxBytes)
    throw graphError(100, '(#100) Attachment size exceeds allowable limit', { sub: 2018109 });
  if (file.bytes.length === 0) throw graphError(100, '(#100) Upload attachment failure.', { sub: 2018047 });
  return { kind, fileId: keepFile(meta, file) };
}

function wrongType() {
  return graphError(100, '(#100) Upload attachment failure: the type does not match.', { sub: 2018047 });
}
