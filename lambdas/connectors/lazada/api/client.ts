import { Misconfigured } from '../../../domain/errors.ts';
import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { PlatformApp, PlatformCall, PlatformCalls } from '../../../ports/account-access.ts';
import { formOf, withQuery } from '../../shared/access/addresses.ts';
import { objectOf } from '../../shared/access/answers.ts';
import type { JsonObject } from '../../shared/fields.ts';
import { type FilePart, multipartOf } from './multipart.ts';
import { refusalIn } from './refusals.ts';
import { type Params, signatureOf } from './signature.ts';

/** Where everything about a seller in Thailand is asked. */
export const SELLER_HOST = 'api.lazada.co.th';

const FORM = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Who calls, and when. */
export interface Caller {
  readonly calls: PlatformCalls;
  readonly app: PlatformApp;
  readonly now: Millis;
}

/** The caller of an operation on an account. @throws Misconfigured when the operator has no Lazada app */
export function callerOf(calls: PlatformCalls, from: { app: PlatformApp | null; now: Millis }): Caller {
  if (from.app === null) throw new Misconfigured('the lazada app is missing');
  return { calls, app: from.app, now: from.now };
}

/**
 * Reads something of a seller. Lazada takes the token of a GET in the query only.
 * @throws PlatformRefusal
 */
export function read(
  caller: Caller,
  api: string,
  token: SecretText | undefined,
  params: Params = {},
): Promise<JsonObject> {
  const url = withQuery(addressOf(api), signForSeller(caller, api, token, params));
  return answerTo(caller, { method: 'GET', url, idempotent: true });
}

/**
 * Does something for a seller, with the token in the body. Never repeated by itself: Lazada knows no key to tell a repeat by.
 * @throws PlatformRefusal
 */
export function write(
  caller: Caller,
  api: string,
  token: SecretText | undefined,
  params: Params,
): Promise<JsonObject> {
  const body = formOf(signForSeller(caller, api, token, params));
  return answerTo(caller, { method: 'POST', url: addressOf(api), headers: FORM, body, idempotent: false });
}

/**
 * Leaves a file with Lazada, which nobody sees yet; so it may be repeated. The file is no part of the signature.
 * @throws PlatformRefusal
 */
export async function upload(
  caller: Caller,
  api: string,
  token: SecretText | undefined,
  file: FilePart,
): Promise<JsonObject> {
  const { contentType, body } = await multipartOf(signForSeller(caller, api, token, {}), file);
  const headers = { 'content-type': contentType };
  return answerTo(caller, { method: 'POST', url: addressOf(api), headers, body, idempotent: true });
}

/**
 * Asks for tokens; the secret goes in the body. Not repeated by itself: a code is spent by the first try, and whether an old refresh
 * token lives on is not documented.
 * @throws PlatformRefusal
 */
export function askForTokens(
  caller: Caller,
  api: '/auth/token/create' | '/auth/token/refresh',
  secret: { readonly name: 'code' | 'refresh_token'; readonly value: SecretText },
): Promise<JsonObject> {
  return answerTo(caller, {
    method: 'POST',
    url: `https://auth.lazada.com/rest${api}`,
    headers: FORM,
    body: formOf(sign(caller, api, { [secret.name]: secret.value.reveal() })),
    idempotent: false,
  });
}

function addressOf(api: string): string {
  return `https://${SELLER_HOST}/rest${api}`;
}

function signForSeller(caller: Caller, api: string, token: SecretText | undefined, params: Params): Params {
  if (token === undefined) throw new PlatformRefusal('token_invalid', 'lazada', 'no token');
  return sign(caller, api, { ...params, access_token: token.reveal() });
}

/** The parameters that are sent, with Lazada's own and the signature over all of them. */
function sign({ app, now }: Caller, api: string, params: Params): Params {
  const sent = { ...params, app_key: app.id, sign_method: 'sha256', timestamp: String(now) };
  return { ...sent, sign: signatureOf(api, sent, app.secret.reveal()) };
}

async function answerTo({ calls }: Caller, call: PlatformCall): Promise<JsonObject> {
  const answer = await calls.send(call);
  const body = objectOf('lazada', answer);
  const refused = refusalIn(answer, body);
  if (refused) throw refused;
  return body;
}
