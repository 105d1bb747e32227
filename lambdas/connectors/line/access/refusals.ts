import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { asObject, type JsonObject, textField } from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';

/**
 * What was asked for: the same status means another thing to the merchant's own channel than to the operator's module. `pasted` is the
 * check of a token that the merchant typed.
 */
export type Asked = 'channel_token' | 'module_token' | 'pasted' | 'code' | 'channel_api' | 'module_api';

/**
 * By HTTP status, refined by OAuth's error code where there is one; LINE says of its texts that they change without notice.
 * https://developers.line.biz/en/reference/messaging-api/#status-codes
 */
const BY_ASKED: Readonly<Record<Asked, Readonly<Record<string, RefusalKind>>>> = {
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

const ANYWHERE: Readonly<Record<string, RefusalKind>> = {
  '401': 'token_invalid',
  '403': 'app_refused',
  '404': 'not_found',
  '410': 'not_found',
  // Another channel took control of the chat a few seconds ago.
  '423': 'unavailable',
  '429': 'rate_limited',
};

/** The refusal that an answer with another status than 2xx is. What no table names is `unavailable` from 500 on, otherwise `rejected`. */
export function refusalOf(asked: Asked, answer: EgressAnswer): PlatformRefusal {
  const status = String(answer.status);
  const error = errorCodeOf(answer);
  const code = error === undefined ? status : `${status}/${error}`;
  const kind = BY_ASKED[asked][code] ?? BY_ASKED[asked][status] ?? ANYWHERE[status];
  const otherwise = answer.status >= 500 ? 'unavailable' : 'rejected';
  return new PlatformRefusal(kind ?? otherwise, 'line', code, answer.retryAfterMs);
}

/** `error` of the token endpoints, if it has the form of OAuth's codes; API errors have none. */
function errorCodeOf(answer: EgressAnswer): string | undefined {
  const error = textField(bodyOf(answer), 'error');
  return error !== undefined && /^[a-z_]{1,40}$/.test(error) ? error : undefined;
}

function bodyOf({ body }: EgressAnswer): JsonObject | undefined {
  try {
    return asObject(readJson(body));
  } catch {
    return undefined;
  }
}
