import type { Millis } from '../../../../domain/platform.ts';
import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import type { PlatformApp, PlatformCall, PlatformCalls } from '../../../../ports/account-access.ts';
import type { EgressAnswer } from '../../../../ports/egress.ts';
import { withQuery } from '../../../shared/access/addresses.ts';
import { objectOf } from '../../../shared/access/answers.ts';
import { idField, type JsonObject, objectField } from '../../../shared/fields.ts';
import type { Form } from '../form.ts';
import { doubted, statusRefusal } from '../refusals.ts';
import { shopRefusal } from './refusals.ts';
import { signature } from './sign.ts';

const HOST = 'open-api.tiktokglobalshop.com';

/** Who calls. */
export interface ShopCaller {
  readonly app: PlatformApp;
  readonly token: SecretText;
  /** Stands in every signature; good from 5 minutes before to 30 seconds after TikTok's own time. */
  readonly now: Millis;
  /** Names the shop in calls that are about one; `/authorization/…` must not have it. */
  readonly cipher?: string | undefined;
}

export interface ShopRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its version, which each endpoint has of its own. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** Sent instead of a body, and not signed. */
  readonly form?: Form;
  /** See `EgressCall.idempotent`; everything but a POST always is. */
  readonly repeatable?: boolean;
  /** Puts a message before a customer; see `doubted`. */
  readonly message?: boolean;
}

/**
 * Makes a signed call and answers its `data`.
 * @throws PlatformRefusal
 */
export async function shopCall(
  calls: PlatformCalls,
  caller: ShopCaller,
  request: ShopRequest,
): Promise<JsonObject> {
  const answer = await calls.send(signedCall(caller, request));
  try {
    return shopData(answer, request.method === 'GET');
  } catch (error) {
    throw request.message ? doubted(error, answer, HOST) : error;
  }
}

/** The call with its signature. The body is written once: what is signed is what is sent. */
export function signedCall({ app, token, now, cipher }: ShopCaller, request: ShopRequest): PlatformCall {
  const { method, path, form, repeatable = method !== 'POST' } = request;
  const json = request.body && JSON.stringify(request.body);
  const body = form?.body ?? json;
  const query: Record<string, string> = {
    ...request.query,
    app_key: app.id,
    timestamp: String(Math.floor(now / 1000)),
    ...(cipher === undefined ? {} : { shop_cipher: cipher }),
  };
  const sign = signature({ secret: app.secret, path, query, body: json });
  const contentType = form?.contentType ?? 'application/json';
  return {
    method,
    url: withQuery(`https://${HOST}${path}`, { ...query, sign }),
    headers: { 'content-type': contentType, 'x-tts-access-token': token.reveal() },
    ...(body === undefined ? {} : { body }),
    idempotent: repeatable,
  };
}

/**
 * `data` of an answer that is a success: its status and its `code` both say so.
 * @throws PlatformRefusal
 */
export function shopData(answer: EgressAnswer, reading: boolean): JsonObject {
  const refused = statusRefusal(answer);
  if (refused) throw refused;
  const body = objectOf('tiktok', answer);
  const code = idField(body, 'code');
  if (code === undefined) throw new PlatformRefusal('unavailable', 'tiktok', `http ${answer.status}`);
  if (code !== '0') throw shopRefusal(answer, body, reading);
  if (answer.status >= 300) throw new PlatformRefusal('rejected', 'tiktok', `http ${answer.status}`);
  return objectField(body, 'data') ?? {};
}
