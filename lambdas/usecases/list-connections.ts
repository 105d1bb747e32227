import type { Page, PageRequest } from '../domain/cursor.ts';
import type { Session } from '../domain/member.ts';
import type { Connection, ConnectionList } from '../ports/connections.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { pageOfAll } from './page-of-all.ts';

/** What listing connections needs. */
export interface ListConnectionsDeps {
  readonly connections: ConnectionList;
  readonly keys: SubjectKeys;
}

/**
 * The workspace's connections, in the order of their ids. A workspace has a handful, so all are read.
 * @throws InvalidInput for a cursor that this list did not give out
 */
export async function listConnections(
  deps: ListConnectionsDeps,
  { workspaceId }: Session,
  request: PageRequest,
): Promise<Page<Connection>> {
  const all = [...(await deps.connections.connections(workspaceId))].sort((a, b) => (a.id < b.id ? -1 : 1));
  return pageOfAll(deps, 'connections', workspaceId, all, request);
}
