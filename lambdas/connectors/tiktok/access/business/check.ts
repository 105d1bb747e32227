import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { Account, AccountReport, PlatformCalls } from '../../../../ports/account-access.ts';
import { idField } from '../../../shared/fields.ts';
import { accessTokenOf, appOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';
import { missingScope } from './exchange.ts';
import { scopesOf } from './tokens.ts';
import { webhookState } from './webhook.ts';

/**
 * Asks whose the token is and what it may do, and where the app's deliveries go. It matters that this runs daily:
 * `authorization.removed` may never be sent for Business apps.
 * @throws PlatformRefusal `token_invalid`, or `authorization_gone` for a token of another app or account
 */
export async function checkBusiness(calls: PlatformCalls, account: Account): Promise<AccountReport> {
  const app = appOf(account);
  const data = await businessCall(calls, {
    path: '/tt_user/token_info/get/',
    body: { app_id: app.id, access_token: accessTokenOf(account).reveal() },
    repeatable: true,
    reading: true,
  });
  if (idField(data, 'app_id') !== app.id || idField(data, 'creator_id') !== account.accountId) {
    throw new PlatformRefusal('authorization_gone', 'tiktok', 'token of another');
  }
  const grantedScopes = scopesOf(data);
  const state = await webhookState(calls, app, account.webhookUrl);
  const missing = missingScope(grantedScopes) !== undefined;
  return { ...state, ...(missing ? { problem: 'permission_missing' as const } : {}), grantedScopes };
}
