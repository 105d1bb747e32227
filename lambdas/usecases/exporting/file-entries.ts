import { peek } from '../../domain/byte-stream.ts';
import { NotFound } from '../../domain/errors.ts';
import { extensionOf } from '../../domain/file-type.ts';
import { attachmentIdOf } from '../../domain/ids.ts';
import { openStream } from '../../domain/sealed-stream.ts';
import type { ConversationRef } from '../../domain/stored.ts';
import type { FileRef } from '../../ports/attachments.ts';
import type { StoredRecord, ZipEntry } from '../../ports/exports.ts';
import type { HeldRecord } from '../../ports/personal-data.ts';
import { sealedFor } from '../media/find-file.ts';
import type { ExportingDeps } from './exporting-deps.ts';

/** Where a file of a message is, and how it is called in the archive. */
interface FilePlace extends ConversationRef {
  readonly entryId: string;
  readonly index: number;
  /** By which it is kept. */
  readonly id: string;
  /** In the archive. */
  readonly path: string;
  readonly thumbnailPath: string;
}

type FileDeps = Pick<ExportingDeps, 'keys' | 'store' | 'objects' | 'records'>;

/** Where the file of a record of the kind `file` is; null: it is of another kind. */
export async function placeOfFile(
  { keys }: Pick<ExportingDeps, 'keys'>,
  { kind, workspaceId, conversationId, id: key, plain }: StoredRecord,
): Promise<FilePlace | null> {
  const [entryId = '', index = ''] = key.split('#');
  if (kind !== 'file' || conversationId === null) return null;
  const { idSecret } = await keys.workspace(workspaceId);
  const at = { workspaceId, conversationId, entryId, index: Number(index) };
  const id = attachmentIdOf(idSecret, conversationId, entryId, at.index);
  const name = `files/${conversationId}/${id}`;
  const extension = typeof plain.mimeType === 'string' ? extensionOf(plain.mimeType) : null;
  return {
    ...at,
    id,
    path: extension === null ? name : `${name}.${extension}`,
    thumbnailPath: `${name}.thumbnail.jpg`,
  };
}

/** The file of a record, and its thumbnail, as far as they are kept and can be opened. */
export async function fileEntries(deps: FileDeps, record: HeldRecord): Promise<readonly ZipEntry[]> {
  const stored = await deps.records.read(record);
  const at = stored && (await placeOfFile(deps, stored));
  if (!at) return [];
  const message = await deps.store.entry(at, at.entryId);
  if (message === null) return [];
  const { subjectId } = message.sealed;
  const file = await open(deps, { ...at, kind: 'kept' }, subjectId, sealedFor(at, subjectId));
  const small = await open(
    deps,
    { ...at, kind: 'thumbnail' },
    subjectId,
    sealedFor(at, subjectId, 'thumbnail'),
  );
  // Pictures, films and sounds are compressed already.
  return [
    ...(file ? [{ name: at.path, deflate: false, bytes: file }] : []),
    ...(small ? [{ name: at.thumbnailPath, deflate: false, bytes: small }] : []),
  ];
}

/** Null: it is not kept, or was sealed with a key that was destroyed. Looks at the first piece, so that this shows before the file is begun. */
async function open(
  { keys, objects }: FileDeps,
  { kind, workspaceId, conversationId, id }: Extract<FileRef, { kind: 'kept' | 'thumbnail' }>,
  subjectId: string,
  place: readonly string[],
): Promise<AsyncIterable<Buffer> | null> {
  const key = await keys.existingKey(workspaceId, subjectId);
  const sealed = key && (await objects.read({ kind, workspaceId, conversationId, id }));
  if (!key || !sealed) return null;
  try {
    return (await peek(openStream(key, place, sealed), 1)).rest;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
