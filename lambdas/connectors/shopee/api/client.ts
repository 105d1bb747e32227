import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { withQuery } from '../../shared/access/addresses.ts';
import { objectOf } from '../../shared/access/answers.ts';
import type { JsonObject } from '../../shared/fields.ts';
import { lacking, refusalIn } from './refusals.ts';
import { signatureOf } from './signing.ts';

/** For servers in South-East Asia, whatever the shop's market. */
export const API_HOST = 'partner.shopeemobile.com';

/** The merchant's app, which signs every call. */
export interface AppCaller {
  readonly partnerId: string;
  readonly partnerKey: SecretText;
  readonly now: Millis;
}

/** The app in the name of a shop. */
export interface ShopCaller extends AppCaller {
  readonly shopId: string;
  readonly accessToken: SecretText;
}

export interface ShopeeCall {
  readonly method: 'GET' | 'POST';
  /** After `/api/v2`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** JSON, or a form with a file. */
  readonly body?: string | Form;
  readonly idempotent: boolean;
}

/** `multipart/form-data`. */
export interface Form {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * A public call: signed by the app alone. Signing it with a token, too, would be `error_sign`.
 * @throws PlatformRefusal
 */
export function callAsApp(calls: PlatformCalls, caller: AppCaller, call: ShopeeCall): Promise<JsonObject> {
  return send(calls, caller, call, undefined);
}

/**
 * A call in the name of a shop. Its token has to stand in the query: Shopee reads it nowhere else.
 * @throws PlatformRefusal
 */
export function callAsShop(calls: PlatformCalls, caller: ShopCaller, call: ShopeeCall): Promise<JsonObject> {
  return send(calls, caller, call, { accessToken: caller.accessToken, id: caller.shopId });
}

/**
 * Who calls for a connected account before any token: the app of its own that the merchant typed.
 * @throws PlatformRefusal `app_refused` without partner id or key
 */
export function appCallerOf({
  app,
  facts,
  tokens,
  now,
}: Pick<Account, 'app' | 'facts' | 'tokens' | 'now'>): AppCaller {
  const partnerId = app?.id ?? facts.partnerId;
  const partnerKey = app?.secret ?? tokens.secrets.client_secret;
  if (!partnerId || !partnerKey) throw lacking('partner_key');
  return { partnerId, partnerKey, now };
}

/** @throws PlatformRefusal `token_invalid` without an access token */
export function shopCallerOf(account: Account): ShopCaller {
  const accessToken = account.tokens.secrets.access_token;
  if (!accessToken) throw lacking('access_token');
  return { ...appCallerOf(account), shopId: account.accountId, accessToken };
}

type Owner = { readonly accessToken: SecretText; readonly id: string } | undefined;

async function send(
  calls: PlatformCalls,
  { partnerId, partnerKey, now }: AppCaller,
  { method, path: shortPath, query, body, idempotent }: ShopeeCall,
  owner: Owner,
): Promise<JsonObject> {
  const path = `/api/v2${shortPath}`;
  const timestamp = Math.floor(now / 1000);
  const sign = signatureOf(partnerKey, { partnerId, path, timestamp, ...(owner && { owner }) });
  const values = { partner_id: partnerId, timestamp, sign };
  const ofOwner = owner && { access_token: owner.accessToken.reveal(), shop_id: owner.id };
  const answer = await calls.send({
    method,
    url: withQuery(`https://${API_HOST}${path}`, { ...values, ...ofOwner, ...query }),
    ...(body === undefined ? {} : bodyOf(body)),
    idempotent,
  });
  return read(answer, now);
}

function bodyOf(body: string | Form) {
  if (typeof body === 'string') return { headers: { 'content-type': 'application/json' }, body };
  return { headers: { 'content-type': body.contentType }, body: body.bytes };
}

function read(answer: EgressAnswer, now: Millis): JsonObject {
  if (answer.status === 429)
    throw new PlatformRefusal('rate_limited', 'shopee', 'http 429', answer.retryAfterMs ?? 1_000);
  const body = objectOf('shopee', answer);
  const refusal = refusalIn(body, answer, now);
  if (refusal) throw refusal;
  return body;
}
