import { linkPrint } from '../../domain/link-print.ts';
import type { Feature, Millis } from '../../domain/platform.ts';
import type { Connection } from '../../ports/connections.ts';
import type { Connector } from '../../ports/connector.ts';
import { bindAccount } from './bind-account.ts';
import type { ConnectingDeps } from './connecting-deps.ts';

/** An account whose credentials are known already, from a seed file. */
export interface PlantedAccount {
  readonly connector: Connector;
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly features: readonly Feature[];
  readonly credentials: Readonly<Record<string, string>>;
  readonly firstCheckMs: Millis;
}

/**
 * Connects an account without asking its platform anything.
 * @throws InvalidInput for credentials that are missing; @throws AccountTaken
 */
export async function connectPlanted(deps: ConnectingDeps, planted: PlantedAccount): Promise<Connection> {
  const { connector, connectionId, accountId, displayName, features } = planted;
  const given = (await connector.access()).readCredentials(planted.credentials);
  const login = connector.manifest.logins[given.login];
  const scopes = features.flatMap((feature) => login?.scopes[feature] ?? []);
  return bindAccount(deps, {
    connector,
    workspaceId: planted.workspaceId,
    login: given.login,
    features,
    grantedScopes: [...new Set(scopes)],
    account: {
      accountId,
      displayName,
      surface: login?.surface ?? 'main',
      facts: given.facts,
      links: [`${connector.manifest.id}/account/${accountId}`].map(linkPrint),
      ownUserIds: [],
    },
    tokens: given.tokens,
    authorizationId: null,
    given,
    pendingId: connectionId,
    actor: { kind: 'operator' },
    firstCheckMs: planted.firstCheckMs,
    importHistory: false,
  });
}
