import { type Page, type PageRequest, readCursor, writeCursor } from '../../domain/cursor.ts';
import type { Session } from '../../domain/member.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';

/** Privacy requests of the workspace, the newest first. @throws InvalidInput for a cursor of another list */
export async function listRequests(
  deps: { readonly requests: PrivacyRequests; readonly keys: Pick<SubjectKeys, 'workspace'> },
  { workspaceId }: Session,
  { limit, cursor }: PageRequest,
): Promise<Page<PrivacyRequest>> {
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const scope = ['privacy requests', workspaceId];
  const from = cursor === undefined ? {} : { cursor: readCursor<string>(idSecret, scope, cursor) };
  const { requests, nextCursor } = await deps.requests.list(workspaceId, { limit, ...from });
  return { items: requests, nextCursor: nextCursor && writeCursor(idSecret, scope, nextCursor) };
}
