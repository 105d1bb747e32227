import { type AttachmentRecord, isSettled, mayCopy, TAKEN_BACK, uploadOf } from '../../domain/attachment.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { lacksThumbnail } from '../../domain/thumbnail.ts';
import type { Connection } from '../../ports/connections.ts';
import { type FetchJob, MAX_DELAY_MS } from '../../ports/media-jobs.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import { dropFile } from './drop-files.ts';
import { type FoundFile, findFile, keptFile } from './find-file.ts';
import { keepFile } from './keep-file.ts';
import type { MediaDeps } from './media-deps.ts';
import { forgetScanCopy, openScanned } from './open-scanned.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';

/** With the waits between them some three hours: longer than a hiccup, shorter than the life of Meta's addresses. */
export const MAX_TRIES = 20;
const FIRST_WAIT_MS: Millis = 10_000;

/**
 * Keeps one file of a message, or notes why it cannot be kept. Safe at any crash and any repetition.
 *
 * The order matters. The record is there before the message is read, and a message that is taken back is changed before its records are
 * looked for: so either this finds the message gone, or whoever took it back finds the record and this cannot write over it.
 */
export async function fetchAttachment(deps: MediaDeps, job: FetchJob): Promise<void> {
  // Of a message that was erased nothing comes to be again, not even a record of its file.
  if ((await deps.store.entry(job, job.entryId)) === null) return forgetScanCopy(deps, job);
  const claimed = await claim(deps, job);
  if (claimed === null) return forgetScanCopy(deps, job);
  const found = await findFile(deps, job);
  if (found === null) {
    await dropFile(deps, job, claimed);
    return forgetScanCopy(deps, job);
  }
  const { conversationId, entryId, index } = job;
  await deps.attachments.point(job.workspaceId, found.attachmentId, { conversationId, entryId, index });
  const outcome = await tryToKeep(deps, job, found, claimed);
  if (outcome.state === 'later') return putOff(deps, job, claimed, outcome);
  await settle(deps, job, { ...claimed, attachmentId: found.attachmentId }, outcome);
}

/** Counts the try. Null: nothing is left to do. */
async function claim(deps: MediaDeps, job: FetchJob): Promise<AttachmentRecord | null> {
  const { entryId, index } = job;
  const current = await deps.attachments.record(job, entryId, index);
  if (current && isSettled(current)) {
    if (current.reason === TAKEN_BACK) await dropFile(deps, job, current);
    // Whoever kept it may have died before asking.
    else await askForThumbnail(deps, job, current);
    return null;
  }
  const { id } = await keptFile(deps, job);
  const first: AttachmentRecord = { entryId, index, rev: 0, attachmentId: id, state: 'pending', tries: 0 };
  const next = { ...(current ?? first), tries: (current?.tries ?? 0) + 1 };
  const replaces = current?.rev ?? null;
  if (!(await deps.attachments.saveRecord(job, next, replaces)))
    throw new Unavailable('the file: others fetch it');
  return { ...next, rev: (replaces ?? 0) + 1 };
}

async function tryToKeep(
  deps: MediaDeps,
  job: FetchJob,
  found: FoundFile,
  { tries }: AttachmentRecord,
): Promise<Outcome> {
  const connection = await connectionOf(deps, job);
  if (connection === null) return { state: 'failed', reason: 'not_connected' };
  const { manifest } = connectorOf(deps, connection.platform);
  const ours = uploadOf(found.message.direction, found.attachment) !== null;
  if (!ours && !mayCopy(manifest.media, found.message.kind, found.attachment.kind))
    return found.attachment.url === undefined
      ? { state: 'failed', reason: 'not_to_be_copied' }
      : { state: 'linked' };
  if (tries > MAX_TRIES) return { state: 'failed', reason: 'too_many_tries' };
  try {
    const source = await openScanned(deps, job, connection, found);
    if (source.kind === 'none') return source.outcome;
    return await keepFile(deps, job, found, source.chunks).finally(source.close);
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function connectionOf(deps: MediaDeps, job: FetchJob): Promise<Connection | null> {
  const head = await deps.store.head(job, 'cheap');
  // The worker writes the entry first; a job that is faster than the head comes back.
  if (head === null) throw new Unavailable('the head of the conversation');
  return deps.list.connection(job.workspaceId, head.connectionId);
}

/** The wait doubles with each try; who asks for more gets more. */
async function putOff(
  deps: MediaDeps,
  job: FetchJob,
  claimed: AttachmentRecord,
  { reason, afterMs = 0 }: Extract<Outcome, { state: 'later' }>,
): Promise<void> {
  if (claimed.tries >= MAX_TRIES) return settle(deps, job, claimed, { state: 'failed', reason });
  const waitMs = Math.max(afterMs, FIRST_WAIT_MS * 2 ** (claimed.tries - 1));
  await deps.media.ask([job], Math.min(waitMs, MAX_DELAY_MS));
}

/** Nobody's later word is written over; what this stored of a message that was taken back meanwhile goes again. */
async function settle(
  deps: MediaDeps,
  job: FetchJob,
  claimed: AttachmentRecord,
  outcome: Exclude<Outcome, { state: 'later' }>,
): Promise<void> {
  const linked = outcome.state === 'linked';
  const result = linked ? { state: 'stored' as const, linked: true as const } : outcome;
  const settled = { ...claimed, ...result };
  await forgetScanCopy(deps, job);
  if (await deps.attachments.saveRecord(job, settled, claimed.rev)) {
    deps.meter.count('FileSettled', { State: outcome.state });
    return askForThumbnail(deps, job, settled);
  }
  const now = await deps.attachments.record(job, job.entryId, job.index);
  if (now?.reason === TAKEN_BACK) await dropFile(deps, job, now);
}

async function askForThumbnail(
  { thumbnails }: MediaDeps,
  { workspaceId, conversationId, entryId, index }: FetchJob,
  record: AttachmentRecord,
): Promise<void> {
  if (lacksThumbnail(record)) await thumbnails.ask([{ workspaceId, conversationId, entryId, index }]);
}
