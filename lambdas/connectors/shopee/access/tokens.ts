import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import { type JsonObject, numberField, textField } from '../../shared/fields.ts';
import { appCallerOf, callAsApp } from '../api/client.ts';
import { jsonBody } from '../api/json-body.ts';
import { lacking } from '../api/refusals.ts';

/** An access token's life, as Shopee promises it: 4 h. */
const LIFE_MS = 4 * 3_600_000;

/**
 * A new pair for the shop; the old refresh token is spent by it, the old access token works for 5 more minutes. After the consent of a main
 * account all shops hold the same pair, and each shop spends it once, for itself.
 * @throws PlatformRefusal `authorization_gone` when the seller has to consent again (a spent refresh token looks the same)
 */
export async function renew(calls: PlatformCalls, account: Account): Promise<TokenSet> {
  const refreshToken = account.tokens.secrets.refresh_token;
  if (!refreshToken) throw lacking('refresh_token');
  const caller = appCallerOf(account);
  const ids = { partner_id: caller.partnerId, shop_id: account.accountId };
  const answer = await callAsApp(calls, caller, {
    method: 'POST',
    path: '/auth/access_token/get',
    body: jsonBody(ids, { refresh_token: refreshToken.reveal() }),
    idempotent: false,
  }).catch(withoutTokenInvalid);
  return tokensIn(answer, account.tokens, account.now);
}

/** No access token is asked about here: a refusal of the token is one of the refresh token, whatever the sentence. */
function withoutTokenInvalid(error: unknown): never {
  if (error instanceof PlatformRefusal && error.kind === 'token_invalid')
    throw new PlatformRefusal('authorization_gone', 'shopee', error.platformCode);
  throw error;
}

/**
 * The tokens of an answer, with what it does not say taken from `before`.
 * @throws PlatformRefusal `unavailable` when it has no access token
 */
export function tokensIn(answer: JsonObject, before: TokenSet, now: Millis): TokenSet {
  const accessToken = textField(answer, 'access_token');
  const refreshToken = textField(answer, 'refresh_token');
  if (!accessToken) throw new PlatformRefusal('unavailable', 'shopee', 'no_token_in_answer');
  return {
    secrets: {
      ...before.secrets,
      access_token: new SecretText(accessToken),
      ...(refreshToken ? { refresh_token: new SecretText(refreshToken) } : {}),
    },
    expiresAt: expiryOf(numberField(answer, 'expire_in'), now),
    authorizedUntil: before.authorizedUntil,
  };
}

/** `expire_in` is a number of seconds; one official sample has a Unix time there. Never more than a token's life. */
function expiryOf(expireIn: number | undefined, now: Millis): Millis {
  const latest = now + LIFE_MS;
  if (expireIn === undefined || expireIn <= 0) return latest;
  return Math.min(latest, expireIn > 1_000_000_000 ? expireIn * 1000 : now + expireIn * 1000);
}
