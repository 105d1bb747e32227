import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { field, idField, type JsonObject, textField } from '../../shared/fields.ts';

/**
 * Codes of the gateway, of the chat (`err_code`) and of the media centre (`result_code`). Officially printed or seen live are ten of those
 * that are words; the other spellings come from SDKs. What the chat has against a message (the sixth one after a day of silence, a closed
 * session) has codes that no page names: it is `rejected`. open.lazada.com, documents 108138 and 108260; pages of the APIs `/image/upload`
 * and `/media/video/get`.
 */
export const REFUSALS: Readonly<Record<string, RefusalKind>> = {
  IllegalAccessToken: 'token_invalid',
  AccessTokenInvalid: 'token_invalid',
  AccessTokenExpired: 'token_invalid',
  IllegalRefreshToken: 'authorization_gone',
  // The token lives as long as the seller's subscription; `renew` lets it live on until then.
  AUTH_TYPE_UNSUPPORTED: 'authorization_gone',
  InvalidCode: 'code_invalid',
  // Not the seller's to give: the app's category lacks the API.
  InsufficientPermission: 'app_refused',
  // A wrong app key, app secret or clock.
  IncompleteSignature: 'app_refused',
  InvalidAppKey: 'app_refused',
  APP_KEY_INVALID: 'app_refused',
  IllegalTimestamp: 'app_refused',
  MissingParameter: 'rejected',
  ApiCallLimit: 'rate_limited',
  AppCallLimit: 'rate_limited',
  SellerCallLimit: 'rate_limited',
  ServiceCurrentlimit: 'rate_limited',
  IopSystemFlowlimit: 'rate_limited',
  E901: 'rate_limited',
  '901': 'rate_limited',
  ServiceTimeout: 'unavailable',
  ServiceUnavailable: 'unavailable',
  SystemError: 'unavailable',
  '6': 'unavailable',
  '500': 'unavailable',
  '501': 'unavailable',
  '1000': 'unavailable',
  // A session cannot be opened for an order this old.
  '-22': 'rejected',
  // Pictures: the upload failed, is none that Lazada can read, or is too large.
  '300': 'unavailable',
  '302': 'content_refused',
  '303': 'content_refused',
  ILLEGAL_PARAMETER: 'rejected',
  FAIL_TO_GET_SHOP_INFO: 'unavailable',
  // A video that is gone has a state that says so.
  FAIL_TO_GET_VIDEO: 'unavailable',
};

/** Of codes that nobody knows: whose fault it is. */
const BY_TYPE: Readonly<Record<string, RefusalKind>> = { ISP: 'unavailable', SYSTEM: 'unavailable' };

/** The refusal in an answer, whatever its status; null = the call was done. Gateway and service have an outcome each, and both count. */
export function refusalIn(answer: EgressAnswer, body: JsonObject): PlatformRefusal | null {
  const code = idField(body, 'code');
  const http = `http ${answer.status}`;
  if (answer.status === 429) return refusal('rate_limited', http, answer, body);
  if (code === undefined) return refusal('unavailable', http, answer, body);
  if (code !== '0') return refusal(kindOf(code, answer, body), shown(code), answer, body);
  if (answer.status >= 500) return refusal('unavailable', http, answer, body);
  const service = serviceCode(body);
  return service === null ? null : refusal(known(service) ?? 'rejected', shown(service), answer, body);
}

function kindOf(code: string, answer: EgressAnswer, body: JsonObject): RefusalKind {
  const byType = BY_TYPE[textField(body, 'type') ?? ''];
  return known(code) ?? byType ?? (answer.status >= 500 ? 'unavailable' : 'rejected');
}

function known(code: string): RefusalKind | undefined {
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
}

/**
 * The code of the service behind the gateway when it says no; null = it says yes or has nothing to say. Booleans may be strings, and
 * a `result_code` of success is `ok` or empty.
 */
function serviceCode(body: JsonObject): string | null {
  const success = field(body, 'success');
  const done = success === undefined || success === null || success === true || success === 'true';
  const code = idField(body, 'err_code') ?? (done ? '0' : (idField(body, 'result_code') ?? '0'));
  return done && code === '0' ? null : code;
}

function refusal(kind: RefusalKind, code: string, answer: EgressAnswer, body: JsonObject): PlatformRefusal {
  const wait = kind === 'rate_limited' ? (answer.retryAfterMs ?? banMs(body)) : answer.retryAfterMs;
  return new PlatformRefusal(kind, 'lazada', code, wait);
}

/** What does not look like a code might be words. */
function shown(code: string): string {
  return /^[\w.-]{1,64}$/.test(code) ? code : 'unreadable';
}

const DAY_S = 86_400;

/** "… this ban will last 7 seconds": how long to wait stands in the words alone; what is meant, the code says. */
function banMs(body: JsonObject): Millis | undefined {
  const seconds = Number(/\b(\d{1,6})\s*(?:s|secs?|seconds?)\b/i.exec(textField(body, 'message') ?? '')?.[1]);
  return seconds > 0 ? Math.min(seconds, DAY_S) * 1000 : undefined;
}
