import { NotFound } from '../domain/errors.ts';
import type { Session } from '../domain/member.ts';
import type { Connection, ConnectionList } from '../ports/connections.ts';

/** One connection of the workspace. @throws NotFound */
export async function readConnection(
  deps: { readonly connections: ConnectionList },
  session: Session,
  connectionId: string,
): Promise<Connection> {
  const found = await deps.connections.connection(session.workspaceId, connectionId);
  if (found === null) throw new NotFound('connection');
  return found;
}
