import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls, Release, SharedLinks } from '../../../ports/account-access.ts';
import { idField, isTrue, objectsField } from '../../shared/fields.ts';
import { type AppCaller, appCallerOf, callAsApp } from '../api/client.ts';
import { cancelUrl } from './consent.ts';
import { appLink } from './links.ts';
import { MOST_BLOCKED, OUR_PUSH_TYPES, readPushConfig, writePushConfig } from './push-config.ts';

/** Answers after which nothing of ours is left to switch off, or nothing lets us. */
const GONE: readonly RefusalKind[] = ['authorization_gone', 'token_invalid', 'app_refused', 'not_found'];

/**
 * Stops the pushes: of the whole app when nobody else uses it, otherwise of this shop alone. Shopee has no call that takes an authorisation
 * back, which the seller has to do.
 */
export async function release(calls: PlatformCalls, account: Account, shared: SharedLinks): Promise<Release> {
  const caller = appCallerOf(account);
  const shops = await unlessGone(null, () => authorisedShops(calls, caller));
  const isShared = shared.isShared(appLink(caller.partnerId));
  const isLast = !isShared && shops !== null && shops.every((id) => id === account.accountId);
  const quiet = await unlessGone(false, () => stopPushes(calls, caller, account, isLast));
  const authorised = shops?.includes(account.accountId) ?? true;
  const steps = [
    ...(authorised ? [cancelStep(caller.partnerId, account)] : []),
    ...(quiet ? [] : [PUSH_STEP]),
  ];
  if (steps.length === 0) return { byHand: null };
  return { byHand: { th: steps.map(({ th }) => th).join(' '), en: steps.map(({ en }) => en).join(' ') } };
}

/** Whether nothing is pushed to us for the shop any more. */
async function stopPushes(
  calls: PlatformCalls,
  caller: AppCaller,
  { webhookUrl, accountId }: Account,
  isLast: boolean,
): Promise<boolean> {
  const { callbackUrl, on, blocked } = await readPushConfig(calls, caller);
  if (callbackUrl !== webhookUrl || blocked.includes(accountId)) return true;
  if (isLast) {
    const off = on.filter((type) => OUR_PUSH_TYPES.includes(type));
    if (off.length > 0) await writePushConfig(calls, caller, { callbackUrl, on: [], off, blocked });
    return true;
  }
  if (blocked.length >= MOST_BLOCKED) return false;
  await writePushConfig(calls, caller, { callbackUrl, on: [], off: [], blocked: [...blocked, accountId] });
  return true;
}

/** In-house apps have few shops; with more than so many pages nobody can say, which only asks the seller to look. */
const MOST_PAGES = 10;

/** All shops whose sellers let the app in; null = too many. */
async function authorisedShops(calls: PlatformCalls, caller: AppCaller): Promise<string[] | null> {
  const found: string[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await callAsApp(calls, caller, {
      method: 'GET',
      path: '/public/get_shops_by_partner',
      query: { page_size: 100, page_no: page },
      idempotent: true,
    });
    const ids = objectsField(answer, 'authed_shop_list').map((shop) => idField(shop, 'shop_id'));
    found.push(...ids.filter((id) => id !== undefined));
    if (!isTrue(answer, 'more')) return found;
  }
  return null;
}

async function unlessGone<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
  return ask().catch((error: unknown) => {
    if (error instanceof PlatformRefusal && GONE.includes(error.kind)) return otherwise;
    throw error;
  });
}

function cancelStep(partnerId: string, { webhookUrl }: Account): { th: string; en: string } {
  const link = cancelUrl(partnerId, `${new URL(webhookUrl).origin}/`);
  return {
    th: `ร้านยังอนุญาตแอป ${partnerId} อยู่ที่ Shopee ซึ่งเรายกเลิกแทนไม่ได้: ยกเลิกใน Seller Centre ที่เมนู Platform Partner หรือที่ ${link}`,
    en: `The shop still authorises app ${partnerId} at Shopee, which we cannot end for you: cancel it in Seller Centre under Platform Partner, or at ${link}`,
  };
}

const PUSH_STEP = {
  th: 'ใน Shopee Open Platform Console ที่ Push Mechanism ให้ลบ callback URL ของเราออกจากแอป',
  en: 'In the Shopee Open Platform Console, under Push Mechanism, remove our callback URL from the app.',
};
