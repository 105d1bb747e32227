import type { Millis } from '../../domain/platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionLinks, LinkedConnection } from '../../ports/connection-links.ts';
import type { Connection, ConnectionList } from '../../ports/connections.ts';
import type { PrivacyCases } from '../../ports/privacy-cases.ts';

/** Somebody who connected accounts, as a verified request of the platform names them. */
export interface PlatformPerson {
  /** What their connections hang on, see `GrantedAccount.links`. */
  readonly link: string;
  readonly platformUserId: string;
  /** See `personPrint`. */
  readonly print: string;
  /** When the platform signed it. */
  readonly issuedAt: Millis;
}

export interface PersonDeps {
  readonly links: ConnectionLinks;
  readonly connections: Pick<ConnectionList, 'connection'>;
  readonly cases: PrivacyCases;
  readonly clock: Clock;
}

/** How far the platform's clock may be from ours. */
export const SKEW_MS = 5 * 60_000;

/** The connections that hang on the person at this moment. */
export async function linkedConnections(
  deps: PersonDeps,
  person: PlatformPerson,
): Promise<readonly Connection[]> {
  return meant(deps, await deps.links.linked(person.link), person);
}

/** Connections that hung on the person until they removed the application, which is what most do before they ask for deletion. */
export async function formerConnections(
  deps: PersonDeps,
  person: PlatformPerson,
): Promise<readonly Connection[]> {
  return meant(deps, await deps.cases.remembered(person.print, deps.clock.now()), person);
}

/** A request says nothing of what was connected after it, so that an old one that is sent again harms nobody. */
async function meant(
  { connections }: PersonDeps,
  ids: readonly LinkedConnection[],
  { issuedAt }: PlatformPerson,
): Promise<readonly Connection[]> {
  const found = await Promise.all(
    ids.map(({ workspaceId, connectionId }) => connections.connection(workspaceId, connectionId)),
  );
  return found.filter((one) => one !== null).filter((one) => one.connectedAt <= issuedAt + SKEW_MS);
}
