import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import type { Account, GivenCredentials, PlatformCalls } from '../../../ports/account-access.ts';
import { givenField } from '../../shared/access/given-field.ts';
import { type JsonObject, numberField, textField } from '../../shared/fields.ts';
import { askForTokens, callerOf } from '../api/client.ts';

/** `{accessToken, refreshToken?}`; nobody types them, seed files hold them. @throws InvalidInput */
export function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  const secrets = secretsOf(givenField(fields, 'accessToken'), fields.refreshToken);
  return { login: 'seller', tokens: { secrets, expiresAt: null, authorizedUntil: null }, facts: {} };
}

/**
 * Tokens of `/auth/token/create` or `/auth/token/refresh`. Lives are those of the answer, in seconds, never constants: they differ by the
 * app's status and change. open.lazada.com, document 108260.
 * @param before the tokens that these replace
 * @throws PlatformRefusal `unavailable` when there is no access token
 */
export function tokensIn(body: JsonObject, now: Millis, before?: TokenSet): TokenSet {
  const access = textField(body, 'access_token');
  if (!access) throw new PlatformRefusal('unavailable', 'lazada', 'no access_token');
  const refresh = textField(body, 'refresh_token') || before?.secrets.refresh_token?.reveal();
  return {
    secrets: secretsOf(access, refresh),
    expiresAt: after(now, numberField(body, 'expires_in')),
    // Refreshing does not prolong it; each answer says what is left.
    authorizedUntil: after(now, numberField(body, 'refresh_expires_in')) ?? before?.authorizedUntil ?? null,
  };
}

/**
 * New tokens for old ones.
 * @throws PlatformRefusal `authorization_gone` when only the seller can help
 */
export async function renew(calls: PlatformCalls, account: Account): Promise<TokenSet> {
  const { tokens, now } = account;
  const value = tokens.secrets.refresh_token;
  if (!value) throw new PlatformRefusal('authorization_gone', 'lazada', 'no refresh token');
  try {
    const secret = { name: 'refresh_token', value } as const;
    return tokensIn(await askForTokens(callerOf(calls, account), '/auth/token/refresh', secret), now, tokens);
  } catch (error) {
    if (isBoundToSubscription(error) && livesOn(tokens, now)) return withoutRefresh(tokens);
    throw error;
  }
}

/** The seller subscribed in the Service Marketplace: the token lives exactly as long as that, and there is nothing to refresh. */
function isBoundToSubscription(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.platformCode === 'AUTH_TYPE_UNSUPPORTED';
}

function livesOn({ expiresAt }: TokenSet, now: Millis): boolean {
  return expiresAt === null || expiresAt > now;
}

function withoutRefresh({ secrets, expiresAt }: TokenSet): TokenSet {
  const { refresh_token: _useless, ...rest } = secrets;
  return { secrets: rest, expiresAt, authorizedUntil: expiresAt };
}

function secretsOf(access: string, refresh: string | undefined): TokenSet['secrets'] {
  const access_token = new SecretText(access);
  return refresh ? { access_token, refresh_token: new SecretText(refresh) } : { access_token };
}

/** The last moment that a JavaScript date holds. */
const LATEST: Millis = 8.64e15;

/** @param seconds from now; what is no time to come = null */
function after(now: Millis, seconds: number | undefined): Millis | null {
  if (seconds === undefined || seconds <= 0) return null;
  return Math.min(now + Math.round(seconds * 1000), LATEST);
}
