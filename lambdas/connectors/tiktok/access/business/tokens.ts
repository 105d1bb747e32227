import type { Millis } from '../../../../domain/platform.ts';
import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import { SecretText } from '../../../../domain/secret-text.ts';
import type { TokenSet } from '../../../../domain/token-set.ts';
import type { Account, PlatformCalls } from '../../../../ports/account-access.ts';
import { idField, type JsonObject, numberField, textField } from '../../../shared/fields.ts';
import { appOf, refreshTokenOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';
import { answered } from '../../api/refusals.ts';

/**
 * The tokens of an answer. Its fields for time are durations in seconds, the opposite of Shop's. The year of the consent does not begin
 * anew with a refresh (TikTok's own sample shows the rest of it), so an end that is known stays.
 */
export function readTokens(data: JsonObject, now: Millis, old?: TokenSet): TokenSet {
  const refresh = idField(data, 'refresh_token');
  return {
    secrets: {
      ...old?.secrets,
      access_token: new SecretText(answered(data, 'access_token')),
      ...(refresh === undefined ? {} : { refresh_token: new SecretText(refresh) }),
    },
    expiresAt: endOf(data, 'expires_in', now),
    authorizedUntil: old?.authorizedUntil ?? endOf(data, 'refresh_token_expires_in', now),
  };
}

function endOf(data: JsonObject, name: string, now: Millis): Millis | null {
  const seconds = numberField(data, name);
  return seconds === undefined ? null : now + seconds * 1000;
}

/** `scope`: comma separated, what was really granted. */
export function scopesOf(data: JsonObject): string[] {
  return (textField(data, 'scope') ?? '').split(/[,\s]+/).filter((scope) => scope !== '');
}

/**
 * Both tokens anew; the old refresh token counts as spent.
 * https://business-api.tiktok.com/portal/docs?id=1833997679342594
 * @throws PlatformRefusal `authorization_gone` when TikTok does not take the refresh token any more
 */
export async function renewTokens(calls: PlatformCalls, account: Account): Promise<TokenSet> {
  const app = appOf(account);
  const refresh = refreshTokenOf(account);
  try {
    const data = await businessCall(calls, {
      path: '/tt_user/oauth2/refresh_token/',
      body: {
        client_id: app.id,
        client_secret: app.secret.reveal(),
        grant_type: 'refresh_token',
        refresh_token: refresh.reveal(),
      },
    });
    return readTokens(data, account.now, account.tokens);
  } catch (error) {
    // No token can be expired or wrong here but the refresh token.
    if (!(error instanceof PlatformRefusal) || error.kind !== 'token_invalid') throw error;
    throw new PlatformRefusal('authorization_gone', 'tiktok', error.platformCode);
  }
}
