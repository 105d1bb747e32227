import type { Account, PlatformCalls, Release, SharedLinks } from '../../../ports/account-access.ts';

/** No call takes an authorisation back, and pushes cannot be switched off for one seller: it is all the seller's to do. */
export async function release(
  _calls: PlatformCalls,
  _account: Account,
  _shared: SharedLinks,
): Promise<Release> {
  return {
    byHand: {
      th: 'เปิด Lazada Seller Center ไปที่รายการแอปที่อนุญาต แล้วยกเลิกการอนุญาตแอปนี้ หากสมัครใช้งานผ่าน Lazada Service Marketplace ให้ยกเลิกการสมัครที่นั่นด้วย',
      en: 'Open Lazada Seller Center, go to the authorised apps and remove this app there. If you subscribed in the Lazada Service Marketplace, end the subscription there, too.',
    },
  };
}
