import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls, Subscription } from '../../../../ports/account-access.ts';
import { ShopClient } from '../../api/shop/shops.ts';
import { putWebhook, TOPICS } from './webhooks.ts';

/**
 * Registers our address for each topic, and lets TikTok assign chats to us: without that, chats are only assigned by hand. An app that
 * was not granted customer service is told of, not raised: the shop stays connected.
 * https://partner.tiktokshop.com/docv2/page/update-shop-webhook
 */
export async function subscribeShop(calls: PlatformCalls, account: Account): Promise<Subscription> {
  const shop = new ShopClient(calls, account);
  let webhook: Subscription['webhook'] = 'off';
  try {
    for (const topic of TOPICS) await putWebhook(shop, topic, account.webhookUrl);
    webhook = 'on';
    await shop.call({ method: 'PUT', path: AGENT_SETTINGS, body: { can_accept_chat: true } });
    return { webhook, problem: null, ...shop.changed() };
  } catch (error) {
    if (!(error instanceof PlatformRefusal) || error.platformCode !== ACCESS_DENIED) throw error;
    return { webhook, problem: 'permission_missing', ...shop.changed() };
  }
}

const AGENT_SETTINGS = '/customer_service/202309/agents/settings';
const ACCESS_DENIED = '105005';
