import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import type { PlatformCall, PlatformCalls } from '../../../../ports/account-access.ts';
import type { EgressAnswer } from '../../../../ports/egress.ts';
import { withQuery } from '../../../shared/access/addresses.ts';
import { objectOf } from '../../../shared/access/answers.ts';
import { idField, type JsonObject, objectField } from '../../../shared/fields.ts';
import type { Form } from '../form.ts';
import { doubted, statusRefusal } from '../refusals.ts';
import { businessRefusal } from './refusals.ts';

const HOST = 'business-api.tiktok.com';
const BASE = `https://${HOST}/open_api/v1.3`;

export interface BusinessRequest {
  /** Begins and ends with a slash: without the last one TikTok answers 404. */
  readonly path: `/${string}/`;
  /** For GET. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** For POST, as JSON. */
  readonly body?: object;
  /** For POST, instead of a body. */
  readonly form?: Form;
  /** Absent for calls that the app makes in its own name. */
  readonly token?: SecretText;
  /** See `EgressCall.idempotent`; a GET always is. */
  readonly repeatable?: boolean;
  /** Whether it changes nothing; a GET never does. */
  readonly reading?: boolean;
  /** Puts a message before a customer; see `doubted`. */
  readonly message?: boolean;
}

/**
 * Makes a call and answers its `data`. The token stands in `Access-Token` as it is: `Bearer` before it would be refused.
 * @throws PlatformRefusal also for answers with status 200, as all of Business's refusals have it
 */
export async function businessCall(calls: PlatformCalls, request: BusinessRequest): Promise<JsonObject> {
  const call = callOf(request);
  const answer = await calls.send(call);
  try {
    return dataOf(answer, call.method === 'GET' || request.reading === true);
  } catch (error) {
    throw request.message ? doubted(error, answer, HOST) : error;
  }
}

function callOf({ path, query = {}, body, form, token, repeatable }: BusinessRequest): PlatformCall {
  const sent = form?.body ?? (body && JSON.stringify(body));
  const get = sent === undefined;
  return {
    method: get ? 'GET' : 'POST',
    url: withQuery(`${BASE}${path}`, query),
    headers: {
      ...(get ? {} : { 'content-type': form?.contentType ?? 'application/json' }),
      ...(token ? { 'access-token': token.reveal() } : {}),
    },
    ...(get ? {} : { body: sent }),
    idempotent: get || repeatable === true,
  };
}

function dataOf(answer: EgressAnswer, reading: boolean): JsonObject {
  const refused = statusRefusal(answer);
  if (refused) throw refused;
  const object = objectOf('tiktok', answer);
  const code = idField(object, 'code');
  if (code === undefined) throw new PlatformRefusal('unavailable', 'tiktok', `http ${answer.status}`);
  if (code !== '0') throw businessRefusal(answer, code, reading);
  return objectField(object, 'data') ?? {};
}
