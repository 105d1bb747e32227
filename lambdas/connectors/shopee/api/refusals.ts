import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { field, type JsonObject, textField } from '../../shared/fields.ts';

/** What Shopee's codes mean. The spelling is Shopee's. Codes that are not here are `rejected`. */
const KINDS: Readonly<Record<string, RefusalKind>> = {
  invalid_acceess_token: 'token_invalid',

  shop_no_linked: 'authorization_gone',
  partner_shop_no_link: 'authorization_gone',
  shop_access_expired: 'authorization_gone',
  refresh_token_expired: 'authorization_gone',
  error_shop_refresh_token: 'authorization_gone',

  // The code was for another shop or account: a wrong code.
  invalid_code: 'code_invalid',
  invalid_shop_id: 'code_invalid',
  invalid_main_acount_id: 'code_invalid',

  shop_banned: 'account_suspended',
  error_kyc_auth: 'account_suspended',
  error_ashop_api_permission: 'account_suspended',

  error_sign: 'app_refused',
  error_partner_key_expired: 'app_refused',
  invalid_partner_id: 'app_refused',
  source_ip_undeclared: 'app_refused',
  error_api_permission: 'app_refused',
  error_permission: 'app_refused',
  error_api_call_restricted: 'app_refused',
  api_suspended: 'app_refused',

  error_rate_limit: 'rate_limited',
  error_limit: 'rate_limited',
  exceed_send_limitaion: 'rate_limited',

  error_server: 'unavailable',
  error_network: 'unavailable',
  system_busy: 'unavailable',

  error_not_found: 'not_found',

  // Nothing from the buyer for 7 days and no order for 30; five messages unanswered; a first message without an order.
  user_is_forbidden: 'window_closed',
  reach_5_message_limit: 'window_closed',
  first_chat_without_order_info: 'window_closed',

  // One of the two has blocked the other.
  error_blocked: 'customer_unreachable',
  error_sender_block_receiver: 'customer_unreachable',

  message_too_long: 'content_refused',
  message_is_censored: 'content_refused',
  block_by_internal_safety_strategies: 'content_refused',
  // The same text as within the last 24 hours.
  error_business: 'content_refused',

  // Sub-accounts have the conversation, or the shop: the seller has to switch Chat Distribution off.
  assigned_to_subaccount: 'app_refused',
  shop_bound_subaccount: 'app_refused',
};

/**
 * Two codes stand for several things, and nothing but Shopee's sentence tells them apart. Another sentence of `error_auth` counts as a bad
 * access token, which one renewal settles; another of `error_param` as a wrong call.
 */
const BY_SENTENCE: Readonly<Record<string, Readonly<Record<string, RefusalKind>>>> = {
  error_auth: {
    'Invalid access_token.': 'token_invalid',
    'Invalid refresh_token.': 'authorization_gone',
    'Invalid partner_id or shopid.': 'authorization_gone',
  },
  error_param: {
    'There is no access_token in query.': 'token_invalid',
    'Timestamp is expired.': 'app_refused',
  },
};
const OTHERWISE: Readonly<Record<string, RefusalKind>> = { error_auth: 'token_invalid' };

/**
 * The refusal that an answer is, or null. Success is an empty `error`, whatever the HTTP status.
 * Statuses count only where the body has no `error` at all, and for 429 and unknown codes of 5xx.
 */
export function refusalIn(body: JsonObject, answer: EgressAnswer, now: Millis): PlatformRefusal | null {
  const error = field(body, 'error');
  if (error === '' || ((error === undefined || error === null) && answer.status < 400)) return null;
  const code = typeof error === 'string' && /^[\w.-]{1,64}$/.test(error) ? error : `http ${answer.status}`;
  const kind = kindOf(code, textField(body, 'message'), answer.status);
  return new PlatformRefusal(
    kind,
    'shopee',
    code,
    kind === 'rate_limited' ? waitMs(code, answer, now) : undefined,
  );
}

function kindOf(code: string, sentence: string | undefined, status: number): RefusalKind {
  const sentences = own(BY_SENTENCE, code);
  const kind = (sentences && own(sentences, sentence ?? '')) ?? own(KINDS, code) ?? own(OTHERWISE, code);
  return kind ?? (status === 429 ? 'rate_limited' : status >= 500 ? 'unavailable' : 'rejected');
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const DAY_MS = 86_400_000;
const SINGAPORE_MS = 8 * 3_600_000;

/**
 * The app's daily limit begins anew at midnight, UTC+8. "Too fast" stands for a market's daily limit, too, which no code tells apart: a minute.
 * Any other needs a second at least.
 */
function waitMs(code: string, answer: EgressAnswer, now: Millis): Millis {
  if (answer.retryAfterMs !== undefined) return answer.retryAfterMs;
  if (code === 'exceed_send_limitaion') return 60_000;
  return code === 'error_limit' ? DAY_MS - ((now + SINGAPORE_MS) % DAY_MS) : 1_000;
}

/** The same for what we know without asking: a call that lacks what Shopee would refuse it for. */
export function lacking(what: 'access_token' | 'refresh_token' | 'partner_key'): PlatformRefusal {
  const kinds = {
    access_token: 'token_invalid',
    refresh_token: 'authorization_gone',
    partner_key: 'app_refused',
  } as const;
  return new PlatformRefusal(kinds[what], 'shopee', `no_${what}`);
}
