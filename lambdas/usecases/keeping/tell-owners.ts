import type { Connection } from '../../ports/connections.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import type { KeepingDeps } from './keeping-deps.ts';
import { letterOf } from './letters.ts';

/** Whoever has taken it on tells them within this time, or the keeper does so anew. Longer than clocks of two workers differ. */
const TELLING_MS = 25 * 60_000;

/**
 * Tells the workspace's owners once that a connection needs them. Taking it on and having done it are written down: two workers do not both
 * tell, and one that dies in between is made good for.
 */
export async function tellOwners(deps: KeepingDeps, connection: Connection): Promise<void> {
  const { lapsedAt, toldOf, tellingUntil = 0, workspaceId, platform } = connection;
  const now = deps.clock.now();
  if (lapsedAt === null || toldOf === lapsedAt || tellingUntil > now) return;
  const until = now + TELLING_MS;
  const taken = await deps.connections.change(connection, { tellingUntil: until, checkAt: until });
  if (taken === null) return;
  if (deps.mail === null) deps.meter.count('OwnersNotTold', { Platform: platform });
  else await sendLetters(deps, deps.mail, connection, workspaceId);
  await deps.connections.change(taken, { toldOf: lapsedAt, checkAt: null });
}

async function sendLetters(
  deps: KeepingDeps,
  mail: NonNullable<KeepingDeps['mail']>,
  connection: Connection,
  workspaceId: string,
): Promise<void> {
  const workspace = await deps.members.workspace(workspaceId);
  const { manifest } = connectorOf(deps, connection.platform);
  const letter = letterOf(workspace?.locale ?? 'th', {
    platform: manifest.name,
    account: connection.displayName,
    problem: connection.health.problem,
    link: `${deps.publicBaseUrl}/`,
  });
  for (const to of await deps.members.ownerAddresses(workspaceId)) await mail.send({ to, ...letter });
}
