import { type Page, type PageRequest, readCursor, writeCursor } from '../domain/cursor.ts';
import type { Session } from '../domain/member.ts';
import type { Connection, ConnectionList } from '../ports/connections.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

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
  { limit, cursor }: PageRequest,
): Promise<Page<Connection>> {
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const scope = ['connections', workspaceId];
  const after = cursor === undefined ? '' : readCursor<string>(idSecret, scope, cursor);
  const all = [...(await deps.connections.connections(workspaceId))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rest = all.filter(({ id }) => id > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: last && rest.length > limit ? writeCursor(idSecret, scope, last.id) : null,
  };
}
