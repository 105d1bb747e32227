import { privacySubjectId } from '../../domain/privacy-request.ts';
import type { FileRef } from '../../ports/attachments.ts';

/** What a part of an archive is sealed for: elsewhere it does not open. */
export function archivePlace({
  workspaceId,
  requestId,
  part,
}: Omit<Extract<FileRef, { kind: 'archive' }>, 'kind'>): readonly string[] {
  return [workspaceId, privacySubjectId(requestId), `archive/${part}`, 'file'];
}
