import type { Millis } from '../../../../domain/platform.ts';
import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import { SecretText } from '../../../../domain/secret-text.ts';
import type { TokenSet } from '../../../../domain/token-set.ts';
import type { Account, PlatformApp, PlatformCalls } from '../../../../ports/account-access.ts';
import { withQuery } from '../../../shared/access/addresses.ts';
import { idField, type JsonObject, numberField } from '../../../shared/fields.ts';
import { appOf, refreshTokenOf } from '../../api/account.ts';
import { answered } from '../../api/refusals.ts';
import { shopData } from '../../api/shop/client.ts';

/** What a call to the token host spends: a code, or a refresh token. */
type Spent =
  | { readonly auth_code: string; readonly grant_type: 'authorized_code' }
  | { readonly refresh_token: string; readonly grant_type: 'refresh_token' };

/**
 * Calls the token host, which takes everything in the query, unsigned. Never repeated: what it spends is good for once.
 * https://partner.tiktokshop.com/docv2/page/authorization-overview-202407
 */
export async function tokenCall(
  calls: PlatformCalls,
  app: PlatformApp,
  what: 'get' | 'refresh',
  spent: Spent,
): Promise<JsonObject> {
  const query = { app_key: app.id, app_secret: app.secret.reveal(), ...spent };
  const url = withQuery(`https://auth.tiktok-shops.com/api/v2/token/${what}`, query);
  return shopData(await calls.send({ method: 'GET', url, idempotent: false }), false);
}

/** The tokens of an answer; what it lacks is taken over from `old`. */
export function readTokens(data: JsonObject, now: Millis, old?: TokenSet): TokenSet {
  const refresh = idField(data, 'refresh_token');
  return {
    secrets: {
      ...old?.secrets,
      access_token: new SecretText(answered(data, 'access_token')),
      ...(refresh === undefined ? {} : { refresh_token: new SecretText(refresh) }),
    },
    expiresAt: expiryOf(data, 'access_token_expire_in', now),
    authorizedUntil: expiryOf(data, 'refresh_token_expire_in', now) ?? old?.authorizedUntil ?? null,
  };
}

/**
 * Despite their names these fields are moments, in seconds since 1970; the end of the refresh token is that of the whole consent. Old
 * tutorials show a duration: below 10^9 it cannot be a moment of this century.
 */
function expiryOf(data: JsonObject, name: string, now: Millis): Millis | null {
  const seconds = numberField(data, name);
  if (seconds === undefined || seconds <= 0) return null;
  return seconds < 1e9 ? now + seconds * 1000 : seconds * 1000;
}

/**
 * Both tokens anew. Whether the old refresh token still works afterwards is not documented: it counts as spent.
 * @throws PlatformRefusal `authorization_gone` when the refresh token is past its end or spent
 */
export async function renewTokens(calls: PlatformCalls, account: Account): Promise<TokenSet> {
  const refresh = refreshTokenOf(account);
  try {
    const spent = { refresh_token: refresh.reveal(), grant_type: 'refresh_token' } as const;
    const data = await tokenCall(calls, appOf(account), 'refresh', spent);
    return readTokens(data, account.now, account.tokens);
  } catch (error) {
    throw ofRenewal(error, account);
  }
}

/** Kinds that say of a refresh token that it is of no use, and of no refresh that it may come right by itself. */
const SPENT: ReadonlySet<string> = new Set(['token_invalid', 'code_invalid']);
const PASSING: ReadonlySet<string> = new Set(['rate_limited', 'unavailable']);

/** Any lasting refusal after the consent's end means that it has ended; before, only those that speak of the token. */
function ofRenewal(error: unknown, { tokens, now }: Account): unknown {
  if (!(error instanceof PlatformRefusal) || PASSING.has(error.kind)) return error;
  const ended = tokens.authorizedUntil !== null && now >= tokens.authorizedUntil;
  if (!ended && !SPENT.has(error.kind)) return error;
  return new PlatformRefusal('authorization_gone', 'tiktok', error.platformCode);
}
