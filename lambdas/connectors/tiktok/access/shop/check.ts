import type { Account, AccountReport, PlatformCalls } from '../../../../ports/account-access.ts';
import { ShopClient } from '../../api/shop/shops.ts';
import { webhookState } from './webhooks.ts';

/**
 * Finds the shop in the list of those that the consent is for, and compares its webhooks with ours. When the consent ends is told by
 * the tokens and by topic 7, by no call.
 * @throws PlatformRefusal `authorization_gone` when the shop is not in the list
 */
export async function checkShop(calls: PlatformCalls, account: Account): Promise<AccountReport> {
  const client = new ShopClient(calls, account);
  const { name } = await client.shop();
  const state = await webhookState(client, account.webhookUrl);
  return { ...state, displayName: name, ...client.changed() };
}
