import type { PlatformCall, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type { EgressAnswer } from '../../../../../lambdas/ports/egress.ts';

/** Answers in order, the last one again and again; remembers what was asked. */
export function fakeCalls(
  ...answers: readonly (object | string)[]
): PlatformCalls & { sent: PlatformCall[] } {
  const sent: PlatformCall[] = [];
  return {
    sent,
    send: async (call) => {
      const body = answers[Math.min(sent.push(call), answers.length) - 1] ?? {};
      return answerOf(body);
    },
  };
}

export function answerOf(body: object | string, more: Partial<EgressAnswer> = {}): EgressAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: 200, headers: {}, body: Buffer.from(text), ...more };
}

/** The parameters of a call, wherever they stand. */
export function paramsOf({ url, body }: PlatformCall): Record<string, string> {
  return Object.fromEntries([...new URL(url).searchParams, ...new URLSearchParams(String(body ?? ''))]);
}

/** An answer of `/auth/token/create`. */
export const TOKENS = {
  access_token: '50000201invented',
  refresh_token: '50001201invented',
  country: 'th',
  account_platform: 'seller_center',
  refresh_expires_in: 15552000,
  expires_in: 2592000,
  country_user_info: [
    { country: 'th', user_id: '700100200', seller_id: '100245518', short_code: 'TH1ABCDE' },
  ],
  account: 'owner@example.co.th',
  code: '0',
  request_id: 'r',
};

/** An answer of `/seller/get`. */
export const SELLER = {
  code: '0',
  data: { seller_id: 100245518, name: 'บ้านสวน', short_code: 'TH1ABCDE', status: 'ACTIVE', verified: true },
};
