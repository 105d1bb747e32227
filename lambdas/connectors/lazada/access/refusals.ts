import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { field, idField, type JsonObject, textField } from '../../shared/fields.ts';

/**
 * Codes of the gateway and of the chat (`err_code`). Officially printed or seen live are ten of them; the other spellings come from SDKs.
 * open.lazada.com, documents 108138 and 108260.
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
};

/** Of codes that nobody knows: whose fault it is. */
const BY_TYPE: Readonly<Record<string, RefusalKind>> = { ISP: 'unavailable', SYSTEM: 'unavailable' };

/** The refusal in an answer, whatever its status; null = the call was done. Gateway and chat have an outcome each, and both count. */
export function refusalIn(answer: EgressAnswer, body: JsonObject): PlatformRefusal | null {
  const code = idField(body, 'code');
  const http = `http ${answer.status}`;
  if (answer.status === 429) return refusal('rate_limited', http, answer, body);
  if (code === undefined) return refusal('unavailable', http, answer, body);
  if (code !== '0') return refusal(kindOf(code, answer, body), shown(code), answer, body);
  if (answer.status >= 500) return refusal('unavailable', http, answer, body);
  const chat = chatCode(body);
  return chat === null ? null : refusal(known(chat) ?? 'rejected', shown(chat), answer, body);
}

function kindOf(code: string, answer: EgressAnswer, body: JsonObject): RefusalKind {
  const byType = BY_TYPE[textField(body, 'type') ?? ''];
  return known(code) ?? byType ?? (answer.status >= 500 ? 'unavailable' : 'rejected');
}

function known(code: string): RefusalKind | undefined {
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
}

/** The chat's own code when it says no; null = it says yes or, in calls that are not the chat's, nothing. Booleans may be strings. */
function chatCode(body: JsonObject): string | null {
  const success = field(body, 'success');
  const code = idField(body, 'err_code') ?? '0';
  const said = success === undefined || success === null || success === true || success === 'true';
  return said && code === '0' ? null : code;
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
