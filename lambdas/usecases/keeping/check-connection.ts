import { AppMissing } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import type { AccountReport } from '../../ports/account-access.ts';
import type { Connection, ConnectionChange } from '../../ports/connections.ts';
import { EgressError } from '../../ports/egress.ts';
import { finishDisconnecting } from '../connecting/disconnect.ts';
import { type OpenAccount, openAccount } from '../connecting/open-account.ts';
import { needsConsent, needsNewToken, problemOfError } from '../connecting/problems.ts';
import { mergedFacts, problemOfSubscription } from '../connecting/switch-on.ts';
import { renewFor } from './keep-authorization.ts';
import { KEEPER, type KeepingDeps } from './keeping-deps.ts';
import { finishLapse, lapse } from './lapse.ts';
import { quotaOf } from './quota-of.ts';
import { retryTime } from './retry-time.ts';

/** How often a connection that works is looked at. */
const EVERY_MS: Millis = 6 * 3_600_000;
/** An authorisation that ends within this time is a problem to show. */
const ENDS_SOON_MS: Millis = 14 * 86_400_000;
/** An access token that ends within this time is renewed before it is used. */
const ALMOST_OVER_MS: Millis = 60_000;

/**
 * Looks after one connection: finishes what was begun, and otherwise asks the platform whether the authorisation holds and deliveries come.
 * An authorisation that is gone ends as `needs_reconnect`; whatever else goes wrong is shown, and tried again.
 */
export async function checkConnection(
  deps: KeepingDeps,
  workspaceId: string,
  connectionId: string,
): Promise<void> {
  const connection = await deps.connections.fresh(workspaceId, connectionId);
  if (connection === null || connection.state === 'pending' || connection.state === 'disconnected') return;
  if (connection.closing !== null) {
    await finishDisconnecting(deps, connection, KEEPER);
    return;
  }
  if (connection.lapsedAt !== null) return finishLapse(deps, connection);
  // What the platform said shows in the state before anybody acted on it.
  if (connection.state === 'needs_reconnect') return lapse(deps, connection, 'revoked_by_platform');
  await examine(deps, connection);
}

async function examine(deps: KeepingDeps, connection: Connection): Promise<void> {
  try {
    const found = await ask(deps, connection);
    if (found.kind === 'report') await deps.connections.change(found.connection, found.change);
    if (found.kind === 'lost') await lapse(deps, found.connection, found.problem);
  } catch (error) {
    if (error instanceof AppMissing) return postpone(deps, await newest(deps, connection), error.code);
    if (!(error instanceof PlatformRefusal || error instanceof EgressError)) throw error;
    // Of the connection as it was asked about: somebody may have consented anew while the platform answered.
    if (needsConsent(error)) return lapse(deps, connection, 'authorization_gone');
    await postpone(deps, await newest(deps, connection), problemOfError(error), error.retryAfterMs);
  }
}

type Found =
  | { readonly kind: 'report'; readonly connection: Connection; readonly change: ConnectionChange }
  | { readonly kind: 'lost'; readonly connection: Connection; readonly problem: string }
  /** Somebody else takes care of it. */
  | { readonly kind: 'settled' };

/** Asks the platform; where the access token is over, once more with a new one. */
async function ask(deps: KeepingDeps, connection: Connection): Promise<Found> {
  const first = await open(deps, connection);
  if (first === null) return { kind: 'lost', connection, problem: 'authorization_gone' };
  const over = first.account.tokens.expiresAt;
  if (over === null || over > deps.clock.now() + ALMOST_OVER_MS || first.login.renewal.kind !== 'refresh') {
    try {
      return await report(deps, connection, first);
    } catch (error) {
      if (!needsNewToken(error)) throw error;
      if (first.login.renewal.kind !== 'refresh')
        return { kind: 'lost', connection, problem: 'authorization_gone' };
    }
  }
  return askWithNewToken(deps, connection, first.authorization.renewedAt);
}

async function askWithNewToken(deps: KeepingDeps, connection: Connection, renewedAt: Millis): Promise<Found> {
  const renewal = await renewFor(deps, connection, { kind: 'demand', renewedAt });
  // Told already, with all connections that share the tokens.
  if (renewal.kind === 'lost') return { kind: 'settled' };
  const current = await newest(deps, connection);
  if (renewal.kind === 'busy' || renewal.kind === 'later') {
    const problem = renewal.kind === 'busy' ? current.health.problem : renewal.problem;
    await postpone(deps, current, problem);
    return { kind: 'settled' };
  }
  const opened = await open(deps, current);
  if (opened === null) return { kind: 'lost', connection: current, problem: 'authorization_gone' };
  try {
    return await report(deps, current, opened);
  } catch (error) {
    // A new token that is refused, too: there is no newer one to try.
    if (needsNewToken(error) || needsConsent(error))
      return { kind: 'lost', connection: current, problem: 'authorization_gone' };
    throw error;
  }
}

function open(deps: KeepingDeps, connection: Connection): Promise<OpenAccount | null> {
  return openAccount(deps, connection, { actor: KEEPER, reason: 'health_check' });
}

async function report(deps: KeepingDeps, connection: Connection, opened: OpenAccount): Promise<Found> {
  const { access, calls, account } = opened;
  const answer = await access.check(calls, account);
  const again = answer.webhook === 'off' ? await access.subscribe(calls, account) : null;
  const facts = await mergedFacts(deps, connection, opened, { ...answer.facts, ...again?.facts });
  const now = deps.clock.now();
  const problem = (again && problemOfSubscription(again)) ?? (again ? stillWrong(answer) : answer.problem);
  const change: ConnectionChange = {
    ...facts,
    ...(answer.displayName ? { displayName: answer.displayName } : {}),
    ...(answer.grantedScopes ? { grantedScopes: answer.grantedScopes } : {}),
    health: { checkedAt: now, problem: problem ?? endsSoon(answer, now), failures: 0 },
    ...(await quotaOf(deps, connection, opened)),
    checkAt: Math.round(now + EVERY_MS * (0.75 + deps.random.fraction() / 2)),
  };
  return { kind: 'report', connection, change };
}

/** What a subscription that was switched on again does not mend. */
function stillWrong({ problem }: AccountReport): AccountReport['problem'] {
  return problem?.startsWith('webhook_') ? null : problem;
}

function endsSoon({ authorizedUntil }: AccountReport, now: Millis): string | null {
  return authorizedUntil !== undefined && authorizedUntil < now + ENDS_SOON_MS
    ? 'authorization_expires_soon'
    : null;
}

/** The platform cannot be asked, or says something that is no reason to trouble the merchant. */
async function postpone(
  deps: KeepingDeps,
  connection: Connection,
  problem: string | null,
  retryAfterMs?: Millis,
): Promise<void> {
  const failures = connection.health.failures + 1;
  const checkAt = retryTime(deps, failures, retryAfterMs);
  await deps.connections.change(connection, { health: { ...connection.health, problem, failures }, checkAt });
}

async function newest(deps: KeepingDeps, connection: Connection): Promise<Connection> {
  return (await deps.connections.fresh(connection.workspaceId, connection.id)) ?? connection;
}
