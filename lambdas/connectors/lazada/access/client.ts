import { Misconfigured } from '../../../domain/errors.ts';
import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { PlatformApp, PlatformCalls } from '../../../ports/account-access.ts';
import { formOf, withQuery } from '../../shared/access/addresses.ts';
import { objectOf } from '../../shared/access/answers.ts';
import type { JsonObject } from '../../shared/fields.ts';
import { refusalIn } from './refusals.ts';
import { type Params, signatureOf } from './signature.ts';

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
 * Reads something of a seller in Thailand. Lazada takes the token of a GET in the query only.
 * @throws PlatformRefusal
 */
export function read(
  caller: Caller,
  api: string,
  token: SecretText | undefined,
  params: Params = {},
): Promise<JsonObject> {
  if (token === undefined) throw new PlatformRefusal('token_invalid', 'lazada', 'no token');
  const signed = sign(caller, api, { ...params, access_token: token.reveal() });
  const url = withQuery(`https://api.lazada.co.th/rest${api}`, signed);
  return answerTo(caller, { method: 'GET', url, idempotent: true });
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
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: formOf(sign(caller, api, { [secret.name]: secret.value.reveal() })),
    idempotent: false,
  });
}

/** The parameters that are sent, with Lazada's own and the signature over all of them. */
function sign({ app, now }: Caller, api: string, params: Params): Params {
  const sent = { ...params, app_key: app.id, sign_method: 'sha256', timestamp: String(now) };
  return { ...sent, sign: signatureOf(api, sent, app.secret.reveal()) };
}

async function answerTo({ calls }: Caller, call: Parameters<PlatformCalls['send']>[0]): Promise<JsonObject> {
  const answer = await calls.send(call);
  const body = objectOf('lazada', answer);
  const refused = refusalIn(answer, body);
  if (refused) throw refused;
  return body;
}
