import { AccountTaken, Raced, Unavailable } from '../../domain/errors.ts';
import type { Feature, Millis, Surface } from '../../domain/platform.ts';
import type { TokenSet } from '../../domain/token-set.ts';
import type { GivenCredentials, LoginName } from '../../ports/account-access.ts';
import type { AuditActor } from '../../ports/audit-trail.ts';
import type { Binding, Connection } from '../../ports/connections.ts';
import type { Connector, WebhookOfAccount } from '../../ports/connector.ts';
import { loginOf } from './app-of.ts';
import type { ConnectingDeps } from './connecting-deps.ts';
import { tokenOwner } from './open-account.ts';
import { renewalTime } from './renewal-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ROUNDS = 4;

/** A connection that is made is looked after this soon: whatever was interrupted while making it is then finished. */
const FIRST_CHECK_MS = MINUTE_MS;

/** That an authorisation ended may have been noticed late; the gap is filled from this long before. What is there already stays as it is. */
const GAP_OVERLAP_MS = DAY_MS;

/** An account to be connected, with everything that is known of it. */
export interface BindCommand {
  readonly connector: Connector;
  readonly workspaceId: string;
  readonly login: LoginName;
  readonly features: readonly Feature[];
  readonly grantedScopes: readonly string[];
  readonly account: {
    readonly accountId: string;
    readonly displayName: string;
    readonly surface: Surface;
    readonly facts: Readonly<Record<string, string>>;
    /** Fingerprints. */
    readonly links: readonly string[];
    readonly ownUserIds: readonly string[];
  };
  /** Null: they are at `authorizationId` already. */
  readonly tokens: TokenSet | null;
  /** Of shared tokens; null: the account's own. */
  readonly authorizationId: string | null;
  /** The merchant's own application, where it signs the deliveries. */
  readonly given?: Pick<GivenCredentials, 'webhookSecret' | 'facts'>;
  /** The pending connection; its id becomes the connection's unless the account had one before. */
  readonly pendingId: string;
  readonly actor: AuditActor;
  /** When to look after it first. Default: in a minute. */
  readonly firstCheckMs?: Millis;
  /** Whether earlier messages are to be imported, where the platform has them. */
  readonly importHistory: boolean;
}

/**
 * Binds a platform account to the workspace: account, connection, tokens and webhook secret in one step, so that half of it never exists. An
 * account that was connected here before goes on under the id that it had.
 * @throws AccountTaken when another workspace has it (S07)
 */
export async function bindAccount(deps: ConnectingDeps, command: BindCommand): Promise<Connection> {
  for (let round = 0; round < ROUNDS; round++) {
    const binding = await bindingOf(deps, command);
    // First the trace: a connection that nobody wrote down does not come to be.
    await recordConnecting(deps, command, binding.connection);
    const outcome = await deps.connections.bind(binding);
    if (outcome === 'bound') {
      const connection = { ...binding.connection, rev: binding.connection.rev + 1 };
      await wakeNeighbours(deps, connection);
      return connection;
    }
    // `taken`, perhaps by somebody of this workspace at the same moment: the next round finds out.
  }
  throw new Raced('the connection');
}

async function bindingOf(deps: ConnectingDeps, command: BindCommand): Promise<Binding> {
  const { connector, workspaceId, pendingId } = command;
  const { manifest } = connector;
  const owner = await deps.connections.owner(manifest.id, command.account.accountId);
  const mine = owner?.workspaceId === workspaceId;
  if (owner !== null && !mine && !owner.released) throw new AccountTaken(manifest.name);
  const before = mine ? await deps.connections.fresh(workspaceId, owner.connectionId) : null;
  const pending = before === null ? await deps.connections.fresh(workspaceId, pendingId) : null;
  const id = before?.id ?? pendingId;
  const webhook = connector.webhookOf({
    connectionId: id,
    login: command.login,
    publicBaseUrl: deps.publicBaseUrl,
    ...(command.given ? { given: command.given } : {}),
  });
  const connection = await connectionOf(deps, command, { id, before, pending, webhook });
  return seal(deps, command, connection, before, webhook);
}

interface Found {
  readonly id: string;
  readonly before: Connection | null;
  readonly pending: Connection | null;
  readonly webhook: WebhookOfAccount;
}

async function connectionOf(
  deps: ConnectingDeps,
  command: BindCommand,
  { id, before, pending, webhook }: Found,
): Promise<Connection> {
  const { account, connector, workspaceId, login } = command;
  const now = deps.clock.now();
  const authorizationId = command.authorizationId ?? id;
  const shared =
    command.tokens === null ? await deps.authorizations.authorization(workspaceId, authorizationId) : null;
  return {
    workspaceId,
    id,
    platform: connector.manifest.id,
    surface: account.surface,
    login,
    accountId: account.accountId,
    displayName: account.displayName,
    features: command.features,
    grantedScopes: command.grantedScopes,
    webhookUrl: webhook.webhookUrl,
    credentials: webhook.credentials,
    ownUserIds: account.ownUserIds,
    links: account.links,
    authorizationId,
    state: 'connected',
    connectedAt: now,
    tokenExpiresAt: (command.tokens ?? shared?.tokens)?.expiresAt ?? null,
    health: { checkedAt: null, problem: null, failures: 0 },
    historyUntil: command.importHistory ? await historyUntil(command, now) : (before?.historyUntil ?? null),
    lapsedAt: null,
    toldOf: null,
    closing: null,
    rev: before?.rev ?? pending?.rev ?? 0,
  };
}

/** Messages up to then may come by both ways: as deliveries, and from the history. */
async function historyUntil({ connector, login }: BindCommand, now: Millis): Promise<Millis | null> {
  const { historyAfterMs } = loginOf(connector.manifest, login);
  const access = await connector.access();
  return historyAfterMs === undefined || !access.history ? null : now + historyAfterMs;
}

async function seal(
  deps: ConnectingDeps,
  command: BindCommand,
  connection: Connection,
  before: Connection | null,
  { own, credentials }: WebhookOfAccount,
): Promise<Binding> {
  const { workspaceId, id, platform, connectedAt, historyUntil: until, tokenExpiresAt } = connection;
  const owner = { workspaceId, connectionId: id, platform };
  const login = loginOf(command.connector.manifest, command.login);
  const [ownRef] = credentials;
  return {
    connection,
    facts: await deps.vault.sealFacts(owner, command.account.facts),
    tokens: command.tokens && (await deps.vault.sealTokens(tokenOwner(connection), command.tokens)),
    ...(own && ownRef ? { own: await deps.vault.sealWebhook(owner, { ref: ownRef, ...own }) } : {}),
    pendingId: command.pendingId,
    checkAt: connectedAt + (command.firstCheckMs ?? FIRST_CHECK_MS),
    renewAt: renewalTime(login, connectedAt, tokenExpiresAt, deps.random),
    ...(command.importHistory && until !== null
      ? { history: { at: until, until, since: gapSince(before) } }
      : {}),
  };
}

/** From where on messages may be missing; null: all that the platform has. */
function gapSince(before: Connection | null): Millis | null {
  if (before === null || before.state === 'disconnected') return null;
  return (before.lapsedAt ?? before.connectedAt) - GAP_OVERLAP_MS;
}

/** Who consents anew and ticks fewer Pages takes the others away, and no platform says so: their connections are looked at. */
async function wakeNeighbours(deps: ConnectingDeps, connection: Connection): Promise<void> {
  try {
    const neighbours = await deps.connections.neighbours(connection);
    await deps.jobs.ask(
      neighbours.map(({ workspaceId, connectionId }) => ({
        kind: 'connection',
        workspaceId,
        id: connectionId,
      })),
    );
  } catch (error) {
    // The account is connected; the neighbours' next check finds out as well.
    if (!(error instanceof Unavailable)) throw error;
  }
}

async function recordConnecting(
  deps: ConnectingDeps,
  { actor, connector, login }: BindCommand,
  { workspaceId, id, connectedAt, features, grantedScopes }: Connection,
): Promise<void> {
  await deps.audit.record({
    workspaceId,
    at: connectedAt,
    action: 'connection.connect',
    actor,
    reason: 'connect',
    platform: connector.manifest.id,
    connectionId: id,
    facts: { login, features: [...features], grantedScopes: [...grantedScopes] },
  });
}
