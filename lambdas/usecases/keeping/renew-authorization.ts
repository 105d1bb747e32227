import { Misconfigured } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import type { TokenSet } from '../../domain/token-set.ts';
import type { LoginFacts } from '../../ports/account-access.ts';
import type { Authorization } from '../../ports/authorizations.ts';
import type { Connection } from '../../ports/connections.ts';
import { EgressError } from '../../ports/egress.ts';
import { loginOf } from '../connecting/app-of.ts';
import { withClientSecret } from '../connecting/client-secret.ts';
import { type ConnectingDeps, connectorOf } from '../connecting/connecting-deps.ts';
import { type OpenAccount, openSealed, tokenOwner } from '../connecting/open-account.ts';
import { renewalTime } from '../connecting/renewal-time.ts';
import { KEEPER } from './keeping-deps.ts';
import { retryTime } from './retry-time.ts';

/** Longer than a call can take, and than clocks of two workers can differ (ten minutes each way). */
export const LEASE_MS: Millis = 25 * 60_000;
/** How long one who needs the tokens waits for somebody else who is renewing them. */
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 250;
/** A renewal that nobody knows the end of is tried once more; then the merchant is asked. */
const MAX_INTERRUPTED = 2;

/** How a renewal ended. */
export type Renewal =
  | { readonly kind: 'renewed'; readonly authorization: Authorization }
  /** Nothing to do: not due yet, or another worker has just done it. */
  | { readonly kind: 'fresh' }
  /** Another worker is at it. */
  | { readonly kind: 'busy' }
  /** The platform did not answer, or cannot do it at the moment; it is tried again later. */
  | { readonly kind: 'later'; readonly problem: string }
  /** Only the merchant can help, unless the tokens have another revision by now (null = there were none). */
  | { readonly kind: 'lost'; readonly problem: string; readonly rev: number | null };

export interface RenewDeps extends ConnectingDeps {
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Why tokens are renewed: their time has come, or the platform refused the access token that was granted or renewed then. Not the one of a
 * revision: a renewal that failed meanwhile makes a new revision of the same tokens.
 */
export type RenewReason =
  | { readonly kind: 'schedule' }
  | { readonly kind: 'demand'; readonly renewedAt: Millis };

/**
 * F10: renews tokens in single flight. Whoever takes the lease (a write that names the revision it replaces) calls the platform, once; the new
 * tokens are stored before anybody uses them; everybody else waits for them. After a crash in between nobody knows whether a single-use
 * token is spent: it is tried once more when the lease is over, and then the merchant is asked. Never in a loop.
 */
export async function renewAuthorization(
  deps: RenewDeps,
  connection: Connection,
  reason: RenewReason,
): Promise<Renewal> {
  const { workspaceId, authorizationId } = connection;
  const found = await deps.authorizations.authorization(workspaceId, authorizationId);
  if (found === null) return { kind: 'lost', problem: 'authorization_gone', rev: null };
  const login = loginOf(connectorOf(deps, found.platform).manifest, found.login);
  if (login.renewal.kind !== 'refresh') return { kind: 'fresh' };
  const now = deps.clock.now();
  if (found.lease && found.lease.until > now) return waitFor(deps, found, reason);
  if (!isWanted(found, login, reason, now)) return { kind: 'fresh' };
  // Before the lease: what fails here has not touched the tokens.
  const opened = await openSealed(deps, connection, { actor: KEEPER, reason: 'refresh' });
  if (opened === null) return { kind: 'lost', problem: 'authorization_gone', rev: found.rev };
  const leased = opened.authorization.rev === found.rev ? await takeLease(deps, found, now) : null;
  if (leased === null) return waitFor(deps, found, reason);
  if (leased.interrupted >= MAX_INTERRUPTED && login.renewal.singleUse) {
    return { kind: 'lost', problem: 'refresh_interrupted', rev: leased.rev };
  }
  return callPlatform(deps, connection, opened, leased);
}

function isWanted(
  { tokens, renewedAt }: Authorization,
  login: LoginFacts,
  reason: RenewReason,
  now: Millis,
): boolean {
  if (reason.kind === 'demand') return renewedAt === reason.renewedAt;
  const earliest = renewalTime(login, renewedAt, tokens.expiresAt, {
    fraction: () => 0,
    bytes: () => Buffer.alloc(0),
  });
  return earliest !== null && now >= earliest;
}

/** A lease that is over says that somebody died with it: nobody knows what became of that call. */
async function takeLease(deps: RenewDeps, found: Authorization, now: Millis): Promise<Authorization | null> {
  const lease = { holder: deps.random.bytes(12).toString('base64url'), until: now + LEASE_MS };
  const interrupted = found.interrupted + (found.lease === null ? 0 : 1);
  return deps.authorizations.saveAuthorization({ ...found, lease, interrupted }, lease.until);
}

async function waitFor(
  deps: RenewDeps,
  { workspaceId, id, renewedAt }: Authorization,
  reason: RenewReason,
): Promise<Renewal> {
  if (reason.kind === 'schedule') return { kind: 'busy' };
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
    await deps.pause(LOOK_EVERY_MS);
    const current = await deps.authorizations.authorization(workspaceId, id);
    if (current === null) return { kind: 'lost', problem: 'authorization_gone', rev: null };
    if (current.renewedAt !== renewedAt) return { kind: 'fresh' };
    if (current.lease === null) break;
  }
  return { kind: 'busy' };
}

async function callPlatform(
  deps: RenewDeps,
  connection: Connection,
  { access, calls, account, login }: OpenAccount,
  leased: Authorization,
): Promise<Renewal> {
  let tokens: TokenSet | undefined;
  try {
    tokens = await access.renew?.(calls, account);
  } catch (error) {
    return settle(deps, leased, login, error);
  }
  if (!tokens) throw new Misconfigured(`the connector ${connection.platform} cannot renew tokens`);
  const saved = await save(deps, connection, leased, login, withClientSecret(tokens, account.tokens));
  // Somebody connected the account anew meanwhile: their tokens count.
  return saved ? { kind: 'renewed', authorization: saved } : { kind: 'fresh' };
}

const SAVE_TRIES = 5;
const SAVE_WAIT_MS = 200;

/** The new tokens exist nowhere else: losing them would cost the merchant a consent. */
async function save(
  deps: RenewDeps,
  connection: Connection,
  leased: Authorization,
  login: LoginFacts,
  tokens: TokenSet,
): Promise<Authorization | null> {
  const now = deps.clock.now();
  const next = renewalTime(login, now, tokens.expiresAt, deps.random);
  for (let attempt = 1; ; attempt++) {
    try {
      const sealed = await deps.vault.sealTokens(tokenOwner(connection), tokens);
      const done = { ...leased, tokens: sealed, renewedAt: now, lease: null, interrupted: 0, failures: 0 };
      return await deps.authorizations.saveAuthorization(done, next);
    } catch (error) {
      if (attempt === SAVE_TRIES) throw error;
      await deps.pause(SAVE_WAIT_MS * attempt);
    }
  }
}

/** What is to become of the tokens after a call that failed. @throws what is not the platform's: the lease then says that it is unknown */
async function settle(
  deps: RenewDeps,
  leased: Authorization,
  { renewal }: LoginFacts,
  error: unknown,
): Promise<Renewal> {
  if (error instanceof PlatformRefusal && LOST.has(error.kind)) {
    const interrupted = leased.interrupted > 0;
    const problem = interrupted ? 'refresh_interrupted' : 'authorization_gone';
    return { kind: 'lost', problem, rev: leased.rev };
  }
  if (!(error instanceof PlatformRefusal || error instanceof EgressError)) throw error;
  const singleUse = renewal.kind === 'refresh' && renewal.singleUse;
  const unknown = singleUse && error instanceof EgressError && error.mayHaveArrived;
  const interrupted = leased.interrupted + (unknown ? 1 : 0);
  if (interrupted >= MAX_INTERRUPTED)
    return { kind: 'lost', problem: 'refresh_interrupted', rev: leased.rev };
  const failures = leased.failures + 1;
  const next = retryTime(deps, failures, error.retryAfterMs);
  await deps.authorizations.saveAuthorization({ ...leased, lease: null, interrupted, failures }, next);
  return {
    kind: 'later',
    problem: error instanceof EgressError ? 'platform_unavailable' : 'refresh_refused',
  };
}

/** The refresh token itself is not taken any more. */
const LOST: ReadonlySet<string> = new Set(['token_invalid', 'authorization_gone']);
