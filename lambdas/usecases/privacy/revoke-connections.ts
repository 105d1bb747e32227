import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, ConnectionDirectory } from '../../ports/connections.ts';
import type { KeeperJobs } from '../../ports/keeper-jobs.ts';

export interface RevokeDeps {
  readonly connections: Pick<ConnectionDirectory, 'recordSignal'>;
  readonly audit: AuditTrail;
  readonly keeper: KeeperJobs;
  readonly clock: Clock;
}

/**
 * A person took their consent back: the connections stop at once, and the keeper destroys their tokens. One after the other, so that after
 * a crash each is either done or found again. Doing it again adds another audit event and changes nothing else.
 */
export async function revokeConnections(
  deps: RevokeDeps,
  connections: readonly Connection[],
  reason: 'deauthorized' | 'deletion_requested',
): Promise<void> {
  for (const connection of connections) {
    if (connection.state !== 'disconnected') await revoke(deps, connection, reason);
  }
}

async function revoke(deps: RevokeDeps, connection: Connection, reason: string): Promise<void> {
  const { workspaceId, id, platform, accountId } = connection;
  const at = deps.clock.now();
  await deps.audit.record({
    workspaceId,
    at,
    action: 'connection.revoke',
    actor: { kind: 'platform', name: platform },
    reason,
    platform,
    connectionId: id,
    facts: { by: 'person' },
  });
  await deps.connections.recordSignal(connection, {
    type: 'connection',
    accountId,
    signal: 'revoked',
    at,
    data: { by: 'person' },
  });
  await deps.keeper.ask([{ kind: 'connection', workspaceId, id }]);
}
