import type { Account, PlatformCalls, Release, SharedLinks } from '../../../../ports/account-access.ts';
import { ShopClient, sellerLink } from '../../api/shop/shops.ts';
import { isGone } from '../is-gone.ts';
import { deleteWebhook, TOPICS } from './webhooks.ts';

/**
 * Takes this shop's webhooks away. No call takes a seller's consent back: the merchant has to remove the app in Seller Center, unless
 * another connected shop hangs on the same consent, which that would cut off.
 */
export async function releaseShop(
  calls: PlatformCalls,
  account: Account,
  shared: SharedLinks,
): Promise<Release> {
  const shop = new ShopClient(calls, account);
  try {
    for (const topic of TOPICS) await deleteWebhook(shop, topic);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  const seller = account.facts.openId;
  const inUse = seller !== undefined && shared.isShared(sellerLink(seller));
  return { byHand: inUse ? null : BY_HAND };
}

const BY_HAND = {
  th: 'หากต้องการยกเลิกสิทธิ์ทั้งหมด ให้เปิด TikTok Shop Seller Center ไปที่ การตั้งค่าบัญชี > แอปที่ได้รับอนุญาต แล้วลบแอป KaoJai ออก',
  en: 'To take the permission back completely, open TikTok Shop Seller Center, go to account settings > authorised apps, and remove the KaoJai app.',
};
