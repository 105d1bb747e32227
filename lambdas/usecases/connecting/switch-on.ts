import { Unavailable } from '../../domain/errors.ts';
import type { AccountProblem, Subscription } from '../../ports/account-access.ts';
import type { Connection, ConnectionChange } from '../../ports/connections.ts';
import type { TokenUse } from '../../ports/vaults.ts';
import type { ConnectingDeps } from './connecting-deps.ts';
import { type OpenAccount, openAccount } from './open-account.ts';
import { problemOfError } from './problems.ts';

/**
 * Switches the deliveries of a new connection on. What goes wrong becomes the connection's problem, and the keeper tries again within a
 * minute: the account is connected in any case.
 */
export async function switchOn(
  deps: ConnectingDeps,
  connection: Connection,
  use: TokenUse,
): Promise<Connection> {
  try {
    const change = await subscribe(deps, connection, use).catch((error: unknown) => ({
      health: { ...connection.health, problem: problemOfError(error) },
    }));
    return (await deps.connections.change(connection, change)) ?? connection;
  } catch (error) {
    if (error instanceof Unavailable) return connection;
    throw error;
  }
}

async function subscribe(
  deps: ConnectingDeps,
  connection: Connection,
  use: TokenUse,
): Promise<ConnectionChange> {
  const opened = await openAccount(deps, connection, use);
  if (opened === null) return {};
  const subscription = await opened.access.subscribe(opened.calls, opened.account);
  const facts = await mergedFacts(deps, connection, opened, subscription.facts);
  return {
    ...facts,
    health: { checkedAt: deps.clock.now(), problem: problemOfSubscription(subscription), failures: 0 },
  };
}

/** What to show of a subscription that is not on. */
export function problemOfSubscription({ webhook, problem }: Subscription): AccountProblem | null {
  return problem ?? (webhook === 'off' ? 'webhook_off' : null);
}

/** The sealed facts with those that a call brought; nothing when it brought none. */
export async function mergedFacts(
  deps: ConnectingDeps,
  { workspaceId, id, platform }: Connection,
  { account }: OpenAccount,
  found: Readonly<Record<string, string>> | undefined,
): Promise<ConnectionChange> {
  if (!found || Object.entries(found).every(([name, value]) => account.facts[name] === value)) return {};
  const owner = { workspaceId, connectionId: id, platform };
  return { facts: await deps.vault.sealFacts(owner, { ...account.facts, ...found }) };
}
