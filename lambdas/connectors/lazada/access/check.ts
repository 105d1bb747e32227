import type { Account, AccountReport, PlatformCalls } from '../../../ports/account-access.ts';
import { callerOf } from '../api/client.ts';
import { readSeller } from './seller.ts';

/**
 * Reads the shop. A seller who took the authorisation back shows by this call alone: Lazada sends no word of it and stops pushing.
 * @throws PlatformRefusal `token_invalid`
 */
export async function check(calls: PlatformCalls, account: Account): Promise<AccountReport> {
  const seller = await readSeller(callerOf(calls, account), account.tokens.secrets.access_token);
  return {
    webhook: 'unverified',
    problem: seller.closed ? 'account_suspended' : null,
    ...(seller.displayName === undefined ? {} : { displayName: seller.displayName }),
  };
}
