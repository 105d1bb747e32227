import { InvalidInput } from '../domain/errors.ts';
import type { Feature, Millis } from '../domain/platform.ts';
import type { Connection, ConnectionStore } from '../ports/connections.ts';
import type { Connector } from '../ports/connector.ts';
import type { TokenVault, WebhookSecrets } from '../ports/vaults.ts';

export interface ConnectDeps {
  readonly connections: ConnectionStore;
  readonly secrets: WebhookSecrets;
  readonly tokens: TokenVault;
}

/** An account whose credentials are known already. */
export interface ConnectCommand {
  readonly connector: Connector;
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly features: readonly Feature[];
  readonly publicBaseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly at: Millis;
}

/**
 * Connects a platform account to a workspace by credentials. Secrets first, the connection last: half of it is never visible.
 * @throws InvalidInput for missing credentials, and when another workspace has connected the account
 */
export async function connectAccount(deps: ConnectDeps, command: ConnectCommand): Promise<Connection> {
  const { connector, workspaceId, connectionId, accountId } = command;
  const webhook = connector.webhookOf(command);
  const owner = { workspaceId, connectionId, platform: connector.manifest.id };
  const [ownRef] = webhook.credentials;
  if (webhook.own && ownRef) await deps.secrets.add(owner, { ref: ownRef, ...webhook.own });
  for (const [purpose, token] of Object.entries(webhook.tokens)) await deps.tokens.put(owner, purpose, token);
  const connection: Connection = {
    workspaceId,
    id: connectionId,
    platform: connector.manifest.id,
    surface: webhook.surface,
    accountId,
    displayName: command.displayName,
    features: command.features,
    grantedScopes: command.features.flatMap(
      (feature) => connector.manifest.scopes[webhook.surface]?.[feature] ?? [],
    ),
    webhookUrl: webhook.webhookUrl,
    credentials: webhook.credentials,
    ownUserIds: [],
    state: 'connected',
    connectedAt: command.at,
    tokenExpiresAt: null,
    health: { checkedAt: null, problem: null },
  };
  if (!(await deps.connections.claim(connection))) {
    throw new InvalidInput(`this ${connector.manifest.name} account is connected to another workspace`);
  }
  return connection;
}
