import type { Connection } from '../../ports/connections.ts';
import type { KeepingDeps } from './keeping-deps.ts';
import { lapse } from './lapse.ts';
import { type Renewal, type RenewReason, renewAuthorization } from './renew-authorization.ts';

/** Renews the tokens of an authorization, and lets the connections that use them know. */
export async function keepAuthorization(
  deps: KeepingDeps,
  workspaceId: string,
  authorizationId: string,
): Promise<void> {
  // Before its users: whoever connects with it meanwhile makes another revision of it.
  const found = await deps.authorizations.authorization(workspaceId, authorizationId);
  const users = await usersOf(deps, workspaceId, authorizationId);
  const [first] = users;
  if (!first) {
    // Nobody uses it: a consent whose accounts were never chosen, or a connection that ended.
    if (found) await deps.authorizations.destroy(workspaceId, authorizationId, found.rev);
    return;
  }
  await renewFor(deps, first, { kind: 'schedule' });
}

/** Renews the tokens of a connection; all that share them are told of the end. */
export async function renewFor(
  deps: KeepingDeps,
  connection: Connection,
  reason: RenewReason,
): Promise<Renewal> {
  const renewal = await renewAuthorization(deps, connection, reason);
  if (renewal.kind !== 'renewed' && renewal.kind !== 'lost') return renewal;
  const { workspaceId, authorizationId } = connection;
  const users = await usersOf(deps, workspaceId, authorizationId);
  if (renewal.kind === 'renewed') {
    const { expiresAt } = renewal.authorization.tokens;
    for (const user of users) await deps.connections.change(user, { tokenExpiresAt: expiresAt });
    return renewal;
  }
  // Read after the users: somebody who consented anew meanwhile shows in the one or in the other.
  const current = await deps.authorizations.authorization(workspaceId, authorizationId);
  if (current && current.rev !== renewal.rev) return { kind: 'fresh' };
  // What is being disconnected needs nobody's consent.
  for (const user of users) if (user.closing === null) await lapse(deps, user, renewal.problem);
  return renewal;
}

/** Connections that live by these tokens. */
async function usersOf(
  deps: KeepingDeps,
  workspaceId: string,
  authorizationId: string,
): Promise<readonly Connection[]> {
  const living: Connection[] = [];
  for (const connection of await deps.list.connections(workspaceId)) {
    if (connection.authorizationId !== authorizationId) continue;
    const current = await deps.connections.fresh(workspaceId, connection.id);
    const lives = current?.state === 'connected' || current?.state === 'needs_reconnect';
    if (current && lives && current.lapsedAt === null) living.push(current);
  }
  return living;
}
