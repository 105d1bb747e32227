import type { Connection } from '../../ports/connections.ts';
import type { ConnectingDeps } from './connecting-deps.ts';

/** Destroys shared tokens of a consent that led to nothing, unless a connection lives by them. Null: there are none. */
export async function dropShared(
  { authorizations, connections }: Pick<ConnectingDeps, 'authorizations' | 'connections'>,
  connection: Connection,
  authorizationId: string | null,
): Promise<void> {
  if (authorizationId === null) return;
  const { workspaceId, id } = connection;
  const found = await authorizations.authorization(workspaceId, authorizationId);
  if (found === null) return;
  const own = await connections.fresh(workspaceId, id);
  const lives = own?.state === 'connected' || own?.state === 'needs_reconnect';
  if (lives || (await connections.sharesAuthorization({ ...connection, authorizationId }))) return;
  await authorizations.destroy(workspaceId, authorizationId, found.rev);
}
