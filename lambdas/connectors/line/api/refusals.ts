import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { asObject, type JsonObject, objectsField, textField } from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';

/**
 * What was asked for: the same status means another thing to the merchant's own channel than to the operator's module. `pasted` is the
 * check of a token that the merchant typed.
 */
export type Asked = 'channel_token' | 'module_token' | 'pasted' | 'code' | 'channel_api' | 'module_api';

/** The two calls that reach a customer. */
export type Sending = 'reply' | 'push';

type Kinds = Readonly<Record<string, RefusalKind>>;

/**
 * By HTTP status, refined by OAuth's error code where there is one; LINE says of its texts that they change without notice.
 * https://developers.line.biz/en/reference/messaging-api/#status-codes
 */
const BY_ASKED: Readonly<Record<Asked, Kinds>> = {
  // The merchant reissued the secret or deleted the channel; the old secret stops working at once.
  channel_token: { '400': 'authorization_gone', '401': 'authorization_gone', '404': 'authorization_gone' },
  module_token: { '400': 'app_refused', '401': 'app_refused', '404': 'app_refused' },
  pasted: { '400': 'token_invalid' },
  code: {
    '400': 'code_invalid',
    '400/invalid_client': 'app_refused',
    '401': 'app_refused',
    '403': 'app_refused',
  },
  // Plan or kind of account.
  channel_api: { '403': 'app_refused' },
  // A scope that was not granted, or an account that is not attached (any more).
  module_api: { '403': 'permission_missing' },
};

const WHEN_SENDING: Kinds = {
  // Spent or too old; a push may go out instead.
  reply_token: 'window_closed',
  '400/messages': 'content_refused',
  // A person of another provider, a group that was left.
  '400/not_sent': 'customer_unreachable',
  '413': 'content_refused',
  '429/monthly_limit': 'quota_exceeded',
};

const ANYWHERE: Kinds = {
  '401': 'token_invalid',
  '403': 'app_refused',
  '404': 'not_found',
  '410': 'not_found',
  // Another channel took control of the chat a few seconds ago.
  '423': 'unavailable',
  '429': 'rate_limited',
};

/** The refusal that an answer with another status than 2xx is. What no table names is `unavailable` from 500 on, otherwise `rejected`. */
export function refusalOf(asked: Asked, answer: EgressAnswer, sending?: Sending): PlatformRefusal {
  const status = String(answer.status);
  const code = codeOf(answer, sending);
  const tables = [BY_ASKED[asked], ...(sending ? [WHEN_SENDING] : []), ANYWHERE];
  const kind = tables.map((table) => table[code] ?? table[status]).find((found) => found !== undefined);
  const otherwise = answer.status >= 500 ? 'unavailable' : 'rejected';
  return new PlatformRefusal(kind ?? otherwise, 'line', code, answer.retryAfterMs);
}

function codeOf(answer: EgressAnswer, sending: Sending | undefined): string {
  const body = bodyOf(answer);
  const subCode = oauthCodeOf(body) ?? (sending && sendingCodeOf(answer.status, body, sending));
  if (subCode === 'reply_token') return subCode;
  return subCode === undefined ? String(answer.status) : `${answer.status}/${subCode}`;
}

/** `error` of the token endpoints, if it has the form of OAuth's codes; API errors have none. */
function oauthCodeOf(body: JsonObject | undefined): string | undefined {
  const error = textField(body, 'error');
  return error !== undefined && /^[a-z_]{1,40}$/.test(error) ? error : undefined;
}

/**
 * What LINE has no code for. A body that it does not like has `details`, which name the field; any other 400 to a reply is its token, and
 * if it is not, the push in its place is refused, too. Only two cases have nothing but their text; should it change, the first becomes
 * `rejected`, and for the second LINE's counters are asked (`messaging/quota.ts`).
 */
function sendingCodeOf(status: number, body: JsonObject | undefined, sending: Sending): string | undefined {
  const text = textField(body, 'message') ?? '';
  if (status === 429) return /\bmonthly limit\b/i.test(text) ? 'monthly_limit' : undefined;
  if (status !== 400) return undefined;
  const details = objectsField(body, 'details');
  if (details.some((flaw) => textField(flaw, 'property')?.startsWith('messages['))) return 'messages';
  if (details.length > 0) return undefined;
  if (sending === 'reply') return 'reply_token';
  return /^failed to send messages\b/i.test(text) ? 'not_sent' : undefined;
}

function bodyOf({ body }: EgressAnswer): JsonObject | undefined {
  try {
    return asObject(readJson(body));
  } catch {
    return undefined;
  }
}
