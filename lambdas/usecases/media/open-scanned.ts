import { uploadOf } from '../../domain/attachment.ts';
import type { FileRef } from '../../ports/attachments.ts';
import type { Connection } from '../../ports/connections.ts';
import type { FetchJob } from '../../ports/media-jobs.ts';
import { type FoundFile, keptFile } from './find-file.ts';
import { HELD_BACK, isHeldBack } from './hold-back.ts';
import type { MediaDeps } from './media-deps.ts';
import { type OpenedSource, openSource } from './open-source.ts';

/**
 * Opens a file as `openSource` does, once the scanner has let it pass. What comes from a platform is laid down for the scanner first, and kept
 * from there: a host that is asked twice may give something else the second time. Where nobody scans, this is `openSource`.
 * @throws EgressError; @throws PlatformRefusal
 */
export async function openScanned(
  deps: MediaDeps,
  job: FetchJob,
  connection: Connection,
  found: FoundFile,
): Promise<OpenedSource> {
  const uploaded = await uploadedFile(deps, job, found);
  const copy = uploaded ?? (await scanCopy(deps, job));
  const verdict = await deps.scanner.verdict(copy);
  if (verdict === 'not_scanned') return openSource(deps, connection, found);
  if (verdict === 'pending' && !uploaded) return layDown(deps, connection, found, copy);
  if (verdict === 'pending') return later();
  if (isHeldBack(verdict)) return { kind: 'none', outcome: { state: 'failed', reason: HELD_BACK[verdict] } };
  const chunks = await deps.objects.read(copy);
  return chunks ? { kind: 'bytes', chunks, close: () => {} } : later();
}

/** Takes away what was laid down for the scanner. */
export async function forgetScanCopy(deps: MediaDeps, job: FetchJob): Promise<void> {
  const copy = await scanCopy(deps, job);
  if ((await deps.scanner.verdict(copy)) !== 'not_scanned') await deps.objects.delete(copy);
}

async function layDown(
  deps: MediaDeps,
  connection: Connection,
  found: FoundFile,
  copy: FileRef,
): Promise<OpenedSource> {
  if ((await deps.objects.readStart(copy, 1)) !== null) return later();
  const source = await openSource(deps, connection, found);
  if (source.kind === 'none') return source;
  await deps.objects.write(copy, source.chunks).finally(source.close);
  return later();
}

/** Null: it did not come from here. */
async function uploadedFile(
  deps: MediaDeps,
  { workspaceId }: FetchJob,
  found: FoundFile,
): Promise<FileRef | null> {
  const id = uploadOf(found.message.direction, found.attachment);
  const upload = id === null ? null : await deps.attachments.upload(workspaceId, id);
  return upload && { kind: 'upload', workspaceId, id: upload.upload.objectId };
}

/** One per file, whoever lays it down. */
async function scanCopy(deps: MediaDeps, job: FetchJob): Promise<FileRef> {
  const { workspaceId, id } = await keptFile(deps, job);
  return { kind: 'scan', workspaceId, id };
}

function later(): OpenedSource {
  return { kind: 'none', outcome: { state: 'later', reason: HELD_BACK.pending } };
}
