import type { PlatformId } from '../../../../domain/platform.ts';
import { PlatformRefusal, type RefusalKind } from '../../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../../ports/egress.ts';
import { objectOf } from '../../access/answers.ts';
import { idField, isTrue, type JsonObject, numberField, objectField, textField } from '../../fields.ts';
import { regainAccessMs } from './usage.ts';

/**
 * Meta's error codes, with sub-codes after a slash; of 2026.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
 */
const KINDS: Readonly<Record<string, RefusalKind>> = {
  // Any 190 (app removed, checkpoint, password, expired, role lost …): no call of ours makes such a token good again.
  '190': 'authorization_gone',
  '102': 'authorization_gone',
  '10/2534077': 'authorization_gone',
  '100/2534013': 'authorization_gone',
  '10/2018278': 'window_closed',
  '10/2534022': 'window_closed',
  '10/2018065': 'window_closed',
  // The person blocked the account, or takes no messages. One guide has 1545041 as "window closed"; the error table has it here.
  '10/2018108': 'customer_unreachable',
  '551': 'customer_unreachable',
  '1545041': 'customer_unreachable',
  // Nobody whom this account could write to.
  '100/2018001': 'customer_unreachable',
  '100/2534014': 'customer_unreachable',
  // A file that could not be fetched, of the wrong type, a video that took too long, too large, an unknown attachment.
  '100/2018008': 'content_refused',
  '100/2018047': 'content_refused',
  '100/2018294': 'content_refused',
  '100/2018109': 'content_refused',
  '100/2018074': 'content_refused',
  // Another app, or Meta's own automation, has the thread.
  '100/2534037': 'rejected',
  '2018300': 'rejected',
  '2018321': 'rejected',
  '3': 'permission_missing',
  '10': 'permission_missing',
  // The owner switched off "Allow access to messages"; only the merchant can switch it on.
  '200/2534041': 'permission_missing',
  '200/2018028': 'app_refused',
  '200/2018027': 'app_refused',
  '101': 'app_refused',
  // Policy: no retry helps, somebody has to look at the platform.
  '10/1893063': 'account_suspended',
  '100/2534029': 'account_suspended',
  '368': 'account_suspended',
  '2022': 'account_suspended',
  '613/2018338': 'account_suspended',
  '613/1996': 'account_suspended',
  '100/33': 'not_found',
  '2018218': 'not_found',
  '2018247': 'not_found',
  '230': 'not_found',
  '9000001': 'not_found',
  '1': 'unavailable',
  '2': 'unavailable',
  '1200': 'unavailable',
  '4': 'rate_limited',
  '17': 'rate_limited',
  '32': 'rate_limited',
  '341': 'rate_limited',
  '613': 'rate_limited',
  '80001': 'rate_limited',
  '80002': 'rate_limited',
  '80006': 'rate_limited',
};

/**
 * The body of a good answer.
 * @throws PlatformRefusal also for an error that comes with status 200
 */
export function acceptedBody(platform: PlatformId, answer: EgressAnswer): JsonObject {
  if (answer.status === 429) throw refusal('rate_limited', platform, 'http 429', answer);
  const body = objectOf(platform, answer);
  const error = objectField(body, 'error');
  if (error) throw refusal(kindOf(error, answer.status), platform, codeOf(error, answer.status), answer);
  // api.instagram.com has an envelope of its own: {"error_type","code","error_message"}.
  const flat = textField(body, 'error_type') !== undefined;
  if (!flat && answer.status < 400) return body;
  const kind = answer.status >= 500 ? 'unavailable' : 'rejected';
  throw refusal(kind, platform, codeOf(body, answer.status), answer);
}

function kindOf(error: JsonObject, status: number): RefusalKind {
  const code = idField(error, 'code') ?? '';
  const sub = idField(error, 'error_subcode') ?? '';
  const known = lookUp(`${code}/${sub}`) ?? lookUpAlone(sub) ?? lookUp(code);
  if (known) return known;
  const number = numberField(error, 'code') ?? 0;
  if (number >= 200 && number <= 299) return 'permission_missing';
  return status >= 500 || isTrue(error, 'is_transient') ? 'unavailable' : 'rejected';
}

function lookUp(code: string): RefusalKind | undefined {
  return Object.hasOwn(KINDS, code) ? KINDS[code] : undefined;
}

/** Sub-codes of seven digits mean the same under any code, and stand in the table without one. */
function lookUpAlone(sub: string): RefusalKind | undefined {
  return sub.length >= 7 ? lookUp(sub) : undefined;
}

/** Numbers only: nothing that could be words gets into an error. */
function codeOf(error: JsonObject, status: number): string {
  const parts = [idField(error, 'code'), idField(error, 'error_subcode')];
  return parts.filter((part) => /^\d{1,12}$/.test(part ?? '')).join('/') || `http ${status}`;
}

/** Without any word on how long: Meta advises to begin with a minute. */
const FIRST_WAIT_MS = 60_000;

function refusal(
  kind: RefusalKind,
  platform: PlatformId,
  code: string,
  answer: EgressAnswer,
): PlatformRefusal {
  const asked = regainAccessMs(answer.headers) ?? answer.retryAfterMs;
  const waitMs = kind === 'rate_limited' ? (asked ?? FIRST_WAIT_MS) : answer.retryAfterMs;
  return new PlatformRefusal(kind, platform, code, waitMs);
}
