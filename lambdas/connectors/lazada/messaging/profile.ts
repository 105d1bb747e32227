import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../../ports/account-messaging.ts';
import { defined, objectField, textField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { callerOf, read } from '../api/client.ts';

/**
 * Nickname and picture of the buyer, out of the session; there is no call for a person. Only for a session that is new to us: Lazada forbids
 * asking again and again. open.lazada.com, document 120971.
 * @throws PlatformRefusal
 */
export async function profile(
  calls: PlatformCalls,
  account: Account,
  { thread }: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  const token = account.tokens.secrets.access_token;
  const answer = await read(callerOf(calls, account), '/im/session/get', token, { session_id: thread.id });
  const data = objectField(answer, 'data');
  const found = defined({
    displayName: textField(data, 'title')?.trim() || undefined,
    avatarUrl: httpsUrl(textField(data, 'head_url')),
  }) as CustomerProfile;
  return Object.keys(found).length > 0 ? found : null;
}
