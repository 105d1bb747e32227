import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { appOf, type Grant, grantBehind, type Lazada, refuse } from './platform.ts';

/** More than this apart, a call's clock and ours are too far from each other. */
const SKEW_MS = 7_200_000;

/** A call that passed the gateway. */
export interface Call {
  readonly lazada: Lazada;
  readonly api: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A call for a shop in Thailand. */
export interface SellerCall extends Call {
  readonly grant: Grant;
  readonly sellerId: string;
}

/** What a call needs besides a signature. */
export interface Api<C extends Call> {
  readonly methods: readonly string[];
  readonly required: readonly string[];
  answer(call: C): SandboxAnswer | Promise<SandboxAnswer>;
}

/** Checks what Lazada checks of every call: parameters, app, clock, signature, verb. */
export function passGateway<C extends Call>(
  lazada: Lazada,
  request: SandboxRequest,
  name: string,
  api: Api<C>,
): SandboxAnswer | Call {
  const params = paramsOf(request);
  const missing = ['app_key', 'timestamp', 'sign', 'sign_method', ...api.required].find(
    (one) => !params[one],
  );
  if (missing) return refuse(lazada, 'MissingParameter', `The input parameter "${missing}" is missing`);
  const app = appOf(lazada);
  if (!app || app.appKey !== params.app_key) return refuse(lazada, 'InvalidAppKey', 'Invalid app key');
  const skew = Math.abs(Number(params.timestamp) - lazada.world.now());
  if (!/^\d{13}$/.test(params.timestamp ?? '') || skew > SKEW_MS)
    return refuse(lazada, 'IllegalTimestamp', 'The specified timestamp is out of range');
  if (params.sign_method !== 'sha256' || !isSigned(name, params, app.appSecret))
    return refuse(
      lazada,
      'IncompleteSignature',
      'The request signature does not conform to platform standards',
    );
  // Which code it is, no page says.
  if (!api.methods.includes(request.method))
    return refuse(lazada, 'InvalidHttpMethod', `${request.method} is not allowed`);
  return { lazada, api: name, params };
}

/** The shop in Thailand behind the call's token. */
export function passToken(call: Call): SandboxAnswer | SellerCall {
  const { lazada, params } = call;
  const token = params.access_token ?? '';
  if (!token) return refuse(lazada, 'MissingParameter', 'The input parameter "access_token" is missing');
  const grant = grantBehind(lazada, lazada.memory.accessTokens, token);
  const sellerId = grant?.shops.find((id) => lazada.memory.shops[id]?.country === 'th');
  if (!grant || !sellerId)
    return refuse(lazada, 'IllegalAccessToken', 'The specified access token is invalid or expired');
  return { ...call, grant, sellerId };
}

/** Those of the query and of a form. */
function paramsOf({ method, query, headers, body }: SandboxRequest): Record<string, string> {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const form = method === 'POST' && isForm ? new URLSearchParams(body.toString('utf8')) : [];
  return Object.fromEntries([...query, ...form]);
}

/** Written once more, so that a mistake of the connector is not made here, too. */
function isSigned(api: string, params: Readonly<Record<string, string>>, secret: string): boolean {
  const names = Object.keys(params).filter((name) => name !== 'sign' && params[name] !== '');
  const text = names.sort().reduce((all, name) => all + name + params[name], api);
  const expected = createHmac('sha256', secret).update(text, 'utf8').digest('hex').toUpperCase();
  const given = params.sign ?? '';
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
