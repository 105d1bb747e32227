import { digestOf, isDigestOf } from '../../domain/digest.ts';
import { AccountTaken } from '../../domain/errors.ts';
import { rolesWith } from '../../domain/member.ts';
import { PlatformRefusal, type RefusalKind } from '../../domain/platform-refusal.ts';
import { SecretText } from '../../domain/secret-text.ts';
import type { ConsentReturn, Grant, UnusableReason } from '../../ports/account-access.ts';
import type { Connection } from '../../ports/connections.ts';
import type { ConsentAttempt } from '../../ports/consents.ts';
import { EgressError } from '../../ports/egress.ts';
import type { Members } from '../../ports/members.ts';
import { appOf, loginOf } from './app-of.ts';
import { bindChoice, choicesOf, offerChoices } from './choices.ts';
import { missingScopes } from './choose-login.ts';
import { connectorOf, type StartDeps } from './connecting-deps.ts';
import { codeVerifierOf, cookieName, redirectUriOf } from './consent-secrets.ts';
import { dropShared } from './drop-shared.ts';
import { openPending, type PendingGiven } from './open-pending.ts';

export interface ConsentDeps extends StartDeps {
  readonly members: Members;
}

/** The browser comes back from a platform. */
export interface ConsentReturned {
  readonly platform: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
}

/** Why a consent did not lead to a connection. */
export type ConsentFailure =
  /** Never given out, used already, or too old. */
  | 'unknown_state'
  /** Another browser began it: somebody tries to finish another person's connection. */
  | 'other_browser'
  /** Whoever began may not connect accounts any more. */
  | 'not_allowed'
  | 'denied'
  | 'platform_error'
  | 'code_invalid'
  | 'permission_missing'
  | 'no_account'
  | 'account_taken'
  | 'unavailable'
  | UnusableReason;

export type ConsentOutcome =
  | { readonly kind: 'connected'; readonly connection: Connection; readonly missing: readonly string[] }
  | { readonly kind: 'choose'; readonly connectionId: string }
  | { readonly kind: 'failed'; readonly reason: ConsentFailure; readonly missing?: readonly string[] };

/**
 * S06: finishes a consent. Whatever goes wrong, nothing half-made stays: the pending connection goes, and the merchant begins anew.
 * @throws only what a store raises
 */
export async function finishConsent(deps: ConsentDeps, returned: ConsentReturned): Promise<ConsentOutcome> {
  const attempt = await takeAttempt(deps, returned);
  if (typeof attempt === 'string') return { kind: 'failed', reason: attempt };
  const outcome = (await isAllowed(deps, attempt))
    ? await finish(deps, returned, attempt)
    : ({ kind: 'failed', reason: 'not_allowed' } as const);
  if (outcome.kind === 'failed')
    await deps.connections.dropPending(attempt.workspaceId, attempt.connectionId);
  return outcome;
}

/** A state is good once, for ten minutes, for its platform, and in the browser that it was given to. */
async function takeAttempt(
  deps: ConsentDeps,
  { platform, query, cookies }: ConsentReturned,
): Promise<ConsentAttempt | ConsentFailure> {
  const { state } = query;
  if (!state) return 'unknown_state';
  const attempt = await deps.consents.attempt(digestOf(state));
  if (attempt === null || attempt.platform !== platform) return 'unknown_state';
  if (attempt.expiresAt <= deps.clock.now()) return 'unknown_state';
  const cookie = cookies[cookieName(state)];
  // Before it is spent: whoever has no cookie cannot take it away from the one who has.
  if (!cookie || !isDigestOf(attempt.cookieDigest, cookie)) return 'other_browser';
  return (await deps.consents.takeAttempt(attempt.stateDigest)) ? attempt : 'unknown_state';
}

/** Whoever began it may have lost the role meanwhile. */
async function isAllowed(
  { members }: ConsentDeps,
  { userId, workspaceId }: ConsentAttempt,
): Promise<boolean> {
  const membership = await members.membership(userId);
  return membership?.workspaceId === workspaceId && rolesWith('connections:manage').includes(membership.role);
}

async function finish(
  deps: ConsentDeps,
  returned: ConsentReturned,
  attempt: ConsentAttempt,
): Promise<ConsentOutcome> {
  try {
    const consent = await readReturn(deps, returned);
    if (consent.kind !== 'code') {
      return { kind: 'failed', reason: consent.kind === 'denied' ? 'denied' : 'platform_error' };
    }
    return await connect(deps, attempt, returned, consent);
  } catch (error) {
    const reason = failureOf(error);
    if (reason === null) throw error;
    return { kind: 'failed', reason };
  }
}

async function readReturn(deps: ConsentDeps, { platform, query }: ConsentReturned): Promise<ConsentReturn> {
  const access = await connectorOf(deps, platform).access();
  return access.readReturn?.(query) ?? { kind: 'error', error: 'no consent' };
}

async function connect(
  deps: ConsentDeps,
  attempt: ConsentAttempt,
  { query, cookies }: ConsentReturned,
  consent: Extract<ConsentReturn, { kind: 'code' }>,
): Promise<ConsentOutcome> {
  const connector = connectorOf(deps, attempt.platform);
  const login = loginOf(connector.manifest, attempt.login);
  const given = await openPending(deps, attempt, 'connect');
  const app = given && (await appOf(deps, login, given));
  const access = await connector.access();
  // The pending connection is gone after an hour, or somebody gave it up.
  if (!given || !app || !access.exchange) return { kind: 'failed', reason: 'unknown_state' };
  const state = query.state ?? '';
  const verifier = login.pkce ? codeVerifierOf(cookies[cookieName(state)] ?? '', state) : undefined;
  const grant = await access.exchange(deps.callsFor(attempt.platform, attempt.connectionId), {
    login: attempt.login,
    app,
    code: consent.code,
    redirectUri: redirectUriOf(deps, attempt.platform),
    ...(verifier === undefined ? {} : { codeVerifier: new SecretText(verifier) }),
    scopes: attempt.scopes,
    facts: consent.facts,
    now: deps.clock.now(),
  });
  return bindGrant(deps, attempt, given, grant);
}

async function bindGrant(
  deps: ConsentDeps,
  attempt: ConsentAttempt,
  given: PendingGiven,
  grant: Grant,
): Promise<ConsentOutcome> {
  const missing = missingScopes(attempt.scopes, grant.grantedScopes);
  const { scopes } = loginOf(connectorOf(deps, attempt.platform).manifest, attempt.login);
  if (missing.some((scope) => scopes.inbox?.includes(scope)))
    return { kind: 'failed', reason: 'permission_missing', missing };
  const usable = grant.accounts.filter(({ unusable }) => unusable === undefined);
  const [only] = usable;
  if (!only) return { kind: 'failed', reason: grant.accounts[0]?.unusable ?? 'no_account' };
  const choices = await choicesOf(deps, attempt, given, grant);
  if (usable.length > 1) {
    await offerChoices(deps, attempt, choices);
    return { kind: 'choose', connectionId: attempt.connectionId };
  }
  const pending = await deps.connections.fresh(attempt.workspaceId, attempt.connectionId);
  const choice = choices.find(({ accountId }) => accountId === only.accountId);
  if (!pending || !choice) return { kind: 'failed', reason: 'unknown_state' };
  const actor = { kind: 'member', userId: attempt.userId } as const;
  const connection = await bindChoice(deps, pending, choice, pending.id, actor).catch(
    async (error: unknown) => {
      if (error instanceof AccountTaken) await dropShared(deps, pending, choice.authorizationId);
      throw error;
    },
  );
  return { kind: 'connected', connection, missing };
}

const FAILURE: Readonly<Record<RefusalKind, ConsentFailure>> = {
  token_invalid: 'code_invalid',
  authorization_gone: 'code_invalid',
  code_invalid: 'code_invalid',
  permission_missing: 'permission_missing',
  account_suspended: 'inactive',
  app_refused: 'platform_error',
  not_found: 'platform_error',
  window_closed: 'platform_error',
  customer_unreachable: 'platform_error',
  quota_exceeded: 'platform_error',
  content_refused: 'platform_error',
  rejected: 'platform_error',
  rate_limited: 'unavailable',
  unavailable: 'unavailable',
};

function failureOf(error: unknown): ConsentFailure | null {
  if (error instanceof PlatformRefusal) return FAILURE[error.kind];
  if (error instanceof EgressError) return 'unavailable';
  return error instanceof AccountTaken ? 'account_taken' : null;
}
