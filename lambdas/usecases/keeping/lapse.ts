import type { Connection } from '../../ports/connections.ts';
import { KEEPER, type KeepingDeps } from './keeping-deps.ts';
import { tellOwners } from './tell-owners.ts';

/** Should what follows be interrupted, it is made good this much later. */
const FINISH_AFTER_MS = 60_000;

/**
 * The authorisation is gone: destroys what is left of it, and tells the owners once. Messages that still come are stored as before; the
 * connection goes on when somebody connects the account again.
 * @param connection as it was when the platform was asked; one that was connected anew since then stays as it is
 */
export async function lapse(deps: KeepingDeps, connection: Connection, problem: string): Promise<void> {
  const now = deps.clock.now();
  const lapsed = await deps.connections.change(connection, {
    state: 'needs_reconnect',
    lapsedAt: connection.lapsedAt ?? now,
    tokenExpiresAt: null,
    health: { checkedAt: now, problem, failures: 0 },
    checkAt: now + FINISH_AFTER_MS,
  });
  // Somebody else changed it, perhaps connected it anew: whoever did looks after it.
  if (lapsed === null) return;
  deps.meter.count('ConnectionLapsed', { Platform: connection.platform });
  await finishLapse(deps, lapsed);
}

/** The rest of it; also done by the keeper for a connection whose lapse was interrupted. */
export async function finishLapse(deps: KeepingDeps, lapsed: Connection): Promise<void> {
  const { workspaceId, id, platform, lapsedAt, toldOf, health } = lapsed;
  if (lapsedAt === null) return;
  if (toldOf === lapsedAt) {
    // Done: nothing is to be looked after until somebody connects it anew.
    await deps.connections.change(lapsed, { checkAt: null });
    return;
  }
  await destroyTokens(deps, lapsed);
  await deps.audit.record({
    workspaceId,
    at: lapsedAt,
    action: 'connection.lapse',
    actor: KEEPER,
    reason: health.problem ?? 'unknown',
    platform,
    connectionId: id,
  });
  await tellOwners(deps, lapsed);
}

async function destroyTokens(deps: KeepingDeps, lapsed: Connection): Promise<void> {
  const { workspaceId, id, authorizationId, lapsedAt } = lapsed;
  // Before the connection: somebody who connects it anew from now on makes another revision of the tokens.
  const found = await deps.authorizations.authorization(workspaceId, authorizationId);
  const current = await deps.connections.fresh(workspaceId, id);
  if (found === null || current?.lapsedAt !== lapsedAt) return;
  // Of two shops behind one consent, the other may still be connected.
  if (await deps.connections.sharesAuthorization(lapsed)) return;
  await deps.authorizations.destroy(workspaceId, authorizationId, found.rev);
}
