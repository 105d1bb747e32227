import { InvalidInput } from '../../domain/errors.ts';
import { linkPrint } from '../../domain/link-print.ts';
import type { Session } from '../../domain/member.ts';
import type { Feature } from '../../domain/platform.ts';
import type { GivenCredentials, GrantedAccount } from '../../ports/account-access.ts';
import type { Connection } from '../../ports/connections.ts';
import type { Connector } from '../../ports/connector.ts';
import { appOf } from './app-of.ts';
import { bindAccount } from './bind-account.ts';
import type { ChosenLogin } from './choose-login.ts';
import { withClientSecret } from './client-secret.ts';
import { newConnectionId, type StartDeps } from './connecting-deps.ts';
import { switchOn } from './switch-on.ts';

/** Credentials that need no consent. */
export interface GivenAccount {
  readonly connector: Connector;
  readonly login: ChosenLogin;
  readonly given: GivenCredentials;
  readonly features: readonly Feature[];
}

/**
 * Connects by credentials alone: asks the platform whose they are, binds that account, switches its deliveries on.
 * @throws InvalidInput when the account cannot be connected; @throws AccountTaken; @throws PlatformRefusal; @throws EgressError
 */
export async function connectGiven(
  deps: StartDeps,
  session: Session,
  { connector, login, given, features }: GivenAccount,
): Promise<Connection> {
  const access = await connector.access();
  if (!access.identify) throw new InvalidInput(`${connector.manifest.name} takes no credentials`);
  const app = await appOf(deps, login.facts, given);
  const pendingId = newConnectionId(deps);
  const calls = deps.callsFor(connector.manifest.id, pendingId);
  const now = deps.clock.now();
  const grant = await access.identify(calls, { login: login.name, app, given, now });
  const account = theOne(connector, grant.accounts);
  const actor = { kind: 'member', userId: session.userId } as const;
  const connection = await bindAccount(deps, {
    connector,
    workspaceId: session.workspaceId,
    login: login.name,
    features,
    grantedScopes: grant.grantedScopes,
    account: { ...account, facts: { ...given.facts, ...account.facts }, links: account.links.map(linkPrint) },
    tokens: withClientSecret(account.tokens ?? given.tokens, given.tokens),
    authorizationId: null,
    given,
    pendingId,
    actor,
    importHistory: true,
  });
  return switchOn(deps, connection, { actor, reason: 'connect' });
}

function theOne({ manifest }: Connector, accounts: readonly GrantedAccount[]): GrantedAccount {
  const [account] = accounts;
  if (!account) throw new InvalidInput(`these credentials belong to no ${manifest.name} account`);
  if (account.unusable)
    throw new InvalidInput(`this ${manifest.name} account cannot be connected`, [
      `reason: ${account.unusable}`,
    ]);
  return account;
}
