import type { Account, AccountReport, PlatformCalls } from '../../../ports/account-access.ts';
import { shopCallerOf } from '../api/client.ts';
import { deliveryOf, readPushConfig } from './push-config.ts';
import { readShop } from './shop.ts';

/** Asks the shop who it is, which needs its token, and the app where its pushes go. */
export async function check(calls: PlatformCalls, account: Account): Promise<AccountReport> {
  const caller = shopCallerOf(account);
  const shop = await readShop(calls, caller);
  const { webhook, problem } = deliveryOf(
    await readPushConfig(calls, caller),
    account.webhookUrl,
    account.accountId,
  );
  return {
    webhook,
    problem: shop.suspended ? 'account_suspended' : problem,
    ...(shop.name === undefined ? {} : { displayName: shop.name }),
    ...(shop.authorizedUntil === undefined ? {} : { authorizedUntil: shop.authorizedUntil }),
  };
}
