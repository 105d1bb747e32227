import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls, Release } from '../../../ports/account-access.ts';
import { callApi } from '../api/client.ts';
import { sessionOf } from '../api/tokens.ts';
import { getEndpoint } from './webhook.ts';

/**
 * A module is detached. A channel's stateless tokens lapse by themselves and LINE has no call that clears the address, so switching off
 * remains for the merchant. A token that the merchant pasted is not revoked: other systems may use it, there is one per channel. The
 * former address is named, not set: it would send customers' words to a system that nobody was asked about.
 */
export async function release(calls: PlatformCalls, account: Account): Promise<Release> {
  if (account.login === 'module') return { byHand: await detach(calls, account) };
  return { byHand: (await comesToUs(calls, account)) ? switchOff(account.facts.formerWebhook) : null };
}

async function detach(calls: PlatformCalls, account: Account): Promise<Release['byHand']> {
  const call = {
    method: 'POST',
    path: '/v2/bot/channel/detach',
    json: { botId: account.accountId },
    idempotent: true,
  } as const;
  try {
    await callApi({ ...(await sessionOf(calls, account)), botHeader: {} }, call);
    return null;
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    if (DETACHED.has(error.kind)) return null;
    if (POWERLESS.has(error.kind)) return DETACH_BY_HAND;
    throw error;
  }
}

/** LINE says 400 to an account that is not attached, and to one that is not there. */
const DETACHED: ReadonlySet<RefusalKind> = new Set(['rejected', 'not_found']);

/** The operator's module is no longer allowed to do it; the merchant still is. */
const POWERLESS: ReadonlySet<RefusalKind> = new Set(['permission_missing', 'app_refused', 'token_invalid']);

const DETACH_BY_HAND: Release['byHand'] = {
  th: 'เปิด LINE Official Account Manager แล้วยกเลิกการเชื่อมต่อบริการนี้ออกจากบัญชีของคุณ',
  en: 'In the LINE Official Account Manager, disconnect this service from your account.',
};

/** Credentials that are gone cannot tell: then the merchant is told in any case. */
const GONE: ReadonlySet<RefusalKind> = new Set(['authorization_gone', 'token_invalid', 'app_refused']);

async function comesToUs(calls: PlatformCalls, account: Account): Promise<boolean> {
  try {
    const { url, active } = await getEndpoint(await sessionOf(calls, account));
    return url === account.webhookUrl && active;
  } catch (error) {
    if (error instanceof PlatformRefusal && GONE.has(error.kind)) return true;
    throw error;
  }
}

function switchOff(former: string | undefined): Release['byHand'] {
  return {
    th: `เปิด LINE Developers Console เลือก Messaging API แล้วปิด "Use webhook"${former ? ` หรือใส่ Webhook URL เดิมกลับคืน: ${former}` : ''}`,
    en: `In the LINE Developers Console, under Messaging API, switch "Use webhook" off${former ? `, or put the former Webhook URL back: ${former}` : ''}.`,
  };
}
