import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import type { PlatformCalls } from '../../../../ports/account-access.ts';
import { withQuery } from '../../../shared/access/addresses.ts';
import { objectOf } from '../../../shared/access/answers.ts';
import { idField, type JsonObject, objectField } from '../../../shared/fields.ts';
import { statusRefusal } from '../refusals.ts';
import { businessRefusal } from './refusals.ts';

const BASE = 'https://business-api.tiktok.com/open_api/v1.3';

export interface BusinessRequest {
  /** Begins and ends with a slash: without the last one TikTok answers 404. */
  readonly path: `/${string}/`;
  /** For GET. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** For POST, as JSON. */
  readonly body?: object;
  /** Absent for calls that the app makes in its own name. */
  readonly token?: SecretText;
  /** See `EgressCall.idempotent`; a GET always is. */
  readonly repeatable?: boolean;
  /** Whether it changes nothing; a GET never does. */
  readonly reading?: boolean;
}

/**
 * Makes a call and answers its `data`. The token stands in `Access-Token` as it is: `Bearer` before it would be refused.
 * @throws PlatformRefusal also for answers with status 200, as all of Business's refusals have it
 */
export async function businessCall(calls: PlatformCalls, request: BusinessRequest): Promise<JsonObject> {
  const { path, query = {}, body, token } = request;
  const get = body === undefined;
  const answer = await calls.send({
    method: get ? 'GET' : 'POST',
    url: withQuery(`${BASE}${path}`, query),
    headers: {
      ...(get ? {} : { 'content-type': 'application/json' }),
      ...(token ? { 'access-token': token.reveal() } : {}),
    },
    ...(get ? {} : { body: JSON.stringify(body) }),
    idempotent: get || request.repeatable === true,
  });
  const refused = statusRefusal(answer);
  if (refused) throw refused;
  const object = objectOf('tiktok', answer);
  const code = idField(object, 'code');
  if (code === undefined) throw new PlatformRefusal('unavailable', 'tiktok', `http ${answer.status}`);
  if (code !== '0') throw businessRefusal(answer, code, get || request.reading === true);
  return objectField(object, 'data') ?? {};
}
