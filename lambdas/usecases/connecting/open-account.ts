import type { TokenSet } from '../../domain/token-set.ts';
import type { Account, AccountAccess, LoginFacts, PlatformCalls } from '../../ports/account-access.ts';
import type { Authorization } from '../../ports/authorizations.ts';
import type { Connection } from '../../ports/connections.ts';
import type { SecretOwner, TokenUse } from '../../ports/vaults.ts';
import { appOf, loginOf } from './app-of.ts';
import { type CallingDeps, connectorOf } from './connecting-deps.ts';

/** An account with its tokens in hand. Not to be kept: it is for the calls that follow at once. */
export interface OpenAccount {
  readonly account: Account;
  readonly access: AccountAccess;
  readonly calls: PlatformCalls;
  readonly login: LoginFacts;
  readonly authorization: Authorization;
}

/**
 * Opens a connection's tokens for calls to its platform; null when it has none. Where tokens are issued per use, one is issued.
 * @throws whatever the vault, the platform (for an issued token) or the stores raise
 */
export async function openAccount(
  deps: CallingDeps,
  connection: Connection,
  use: TokenUse,
): Promise<OpenAccount | null> {
  const opened = await openSealed(deps, connection, use);
  if (opened?.login.renewal.kind !== 'issue' || !opened.access.renew) return opened;
  const tokens = await opened.access.renew(opened.calls, opened.account);
  return { ...opened, account: { ...opened.account, tokens } };
}

/** The same without issuing anything. */
export async function openSealed(
  deps: CallingDeps,
  connection: Connection,
  use: TokenUse,
): Promise<OpenAccount | null> {
  const { workspaceId, id, platform, authorizationId } = connection;
  const authorization = await deps.authorizations.authorization(workspaceId, authorizationId);
  const sealedFacts = await deps.connections.sealedFacts(workspaceId, id);
  if (authorization === null || sealedFacts === null) return null;
  const tokens = await deps.vault.openTokens(tokenOwner(connection), authorization.tokens, use);
  const facts = await deps.vault.openFacts({ workspaceId, connectionId: id, platform }, sealedFacts);
  return withApp(deps, connection, authorization, tokens, facts);
}

async function withApp(
  deps: CallingDeps,
  connection: Connection,
  authorization: Authorization,
  tokens: TokenSet,
  facts: Readonly<Record<string, string>>,
): Promise<OpenAccount> {
  const connector = connectorOf(deps, connection.platform);
  const login = loginOf(connector.manifest, connection.login);
  const account: Account = {
    connectionId: connection.id,
    accountId: connection.accountId,
    surface: connection.surface,
    login: connection.login,
    features: connection.features,
    webhookUrl: connection.webhookUrl,
    app: await appOf(deps, login, { tokens, facts }),
    tokens,
    facts,
    now: deps.clock.now(),
  };
  const calls = deps.callsFor(connection.platform, connection.id);
  return { account, access: await connector.access(), calls, login, authorization };
}

/** Tokens are sealed for their authorization, which several connections may share. */
export function tokenOwner(
  connection: Pick<Connection, 'workspaceId' | 'authorizationId' | 'platform'>,
): SecretOwner {
  const { workspaceId, authorizationId, platform } = connection;
  return { workspaceId, connectionId: authorizationId, platform };
}
