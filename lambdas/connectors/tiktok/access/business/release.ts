import type { Account, PlatformCalls, Release } from '../../../../ports/account-access.ts';
import { accessTokenOf, appOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';
import { isGone } from '../is-gone.ts';

/**
 * Revokes the consent, which is for this account alone. The webhook is left alone: it is the app's, and serves everybody. An
 * `authorization.removed` with reason 5 may follow.
 * https://business-api.tiktok.com/portal/docs?id=1833997665030145
 */
export async function releaseBusiness(calls: PlatformCalls, account: Account): Promise<Release> {
  const app = appOf(account);
  try {
    await businessCall(calls, {
      path: '/tt_user/oauth2/revoke/',
      body: {
        client_id: app.id,
        client_secret: app.secret.reveal(),
        access_token: accessTokenOf(account).reveal(),
      },
      repeatable: true,
    });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return { byHand: null };
}
