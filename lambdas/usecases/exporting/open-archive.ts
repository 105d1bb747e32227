import { NotFound } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import { privacySubjectId } from '../../domain/privacy-request.ts';
import { openStream } from '../../domain/sealed-stream.ts';
import type { FileLink, FileLinks, FileObjects, FileRef } from '../../ports/attachments.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import { MAX_DELAY_MS, type MediaJobs } from '../../ports/media-jobs.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';
import type { Random } from '../../ports/random.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { findRequest } from '../privacy/change-request.ts';
import { archivePlace } from './archive-place.ts';

/** What handing out an archive takes. */
export interface OpenArchiveDeps {
  readonly requests: PrivacyRequests;
  readonly keys: Pick<SubjectKeys, 'existingKey'>;
  readonly objects: FileObjects;
  readonly links: FileLinks;
  readonly media: MediaJobs;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
}

/** A part of an archive to fetch. */
export interface OpenedArchive extends FileLink {
  readonly part: number;
  readonly parts: number;
  /** Until when links can be had. */
  readonly until: Millis;
}

/** Ends before the copy that it leads to, which a job takes away after a quarter of an hour. */
export const ARCHIVE_LINK_MS: Millis = 10 * 60_000;

/**
 * A link to a part of what was exported: to a copy of it, opened for minutes. Who fetches what is written down first.
 * @throws NotFound also for requests that are not answered yet, and when the seven days are over
 */
export async function openArchive(
  deps: OpenArchiveDeps,
  { workspaceId, userId }: Session,
  requestId: string,
  part = 1,
): Promise<OpenedArchive> {
  const { archive } = await findRequest(deps, { workspaceId, requestId });
  const now = deps.clock.now();
  if (!archive || archive.until <= now) throw new NotFound('archive');
  const file = { kind: 'archive', workspaceId, requestId, part } as const;
  const plain = await opened(deps, file);
  const actor = { kind: 'member', userId } as const;
  const facts = { requestId, part };
  await deps.audit.record({
    workspaceId,
    at: now,
    action: 'privacy.archive_open',
    actor,
    reason: 'access',
    facts,
  });
  const view: FileRef = { kind: 'view', workspaceId, id: deps.random.bytes(32).toString('base64url') };
  // Before the copy is there: nothing that is written stays.
  await deps.media.ask([{ kind: 'forget', workspaceId, viewId: view.id }], MAX_DELAY_MS);
  await deps.objects.write(view, plain, {
    contentType: 'application/zip',
    contentDisposition: `attachment; filename="kaojai-export-${part}.zip"`,
  });
  return {
    ...deps.links.toRead(view, ARCHIVE_LINK_MS),
    part,
    parts: archive.parts ?? 1,
    until: archive.until,
  };
}

async function opened(
  { keys, objects }: OpenArchiveDeps,
  file: Extract<FileRef, { kind: 'archive' }>,
): Promise<AsyncIterable<Buffer>> {
  const key = await keys.existingKey(file.workspaceId, privacySubjectId(file.requestId));
  const sealed = key && (await objects.read(file));
  if (!key || !sealed) throw new NotFound('archive');
  return openStream(key, archivePlace(file), sealed);
}
