import { linkedConnections, type PersonDeps, type PlatformPerson } from './platform-person.ts';
import { type RevokeDeps, revokeConnections } from './revoke-connections.ts';

/** A person who removed the application may ask for deletion for this long and still be joined to what they had connected. */
export const REMEMBERED_DAYS = 365;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A person removed the application at the platform: whatever they connected is revoked. Unknown people are no error. Nothing is deleted
 * but tokens: that is another request, which usually follows, when the connections no longer know the person. So it is noted first, under
 * the person's fingerprint, what they were.
 * @throws Unavailable; the platform then has to send it again, which finds what is left to do
 */
export async function receiveDeauthorization(
  deps: PersonDeps & RevokeDeps,
  person: PlatformPerson,
): Promise<void> {
  const connections = await linkedConnections(deps, person);
  const ids = connections.map(({ workspaceId, id }) => ({ workspaceId, connectionId: id }));
  await deps.cases.remember(person.print, ids, deps.clock.now() + REMEMBERED_DAYS * DAY_MS);
  await revokeConnections(deps, connections, 'deauthorized');
}
