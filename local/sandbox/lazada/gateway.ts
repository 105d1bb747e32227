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
  /** Those of a form with files, by the name of the parameter. */
  readonly files: Readonly<Record<string, { readonly bytes: Buffer }>>;
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
export async function passGateway<C extends Call>(
  lazada: Lazada,
  request: SandboxRequest,
  name: string,
  api: Api<C>,
): Promise<SandboxAnswer | Call> {
  const { params, files } = await paramsOf(request);
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
  return { lazada, api: name, params, files };
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

/** Those of the query and of a form, with or without files. */
async function paramsOf({
  method,
  query,
  headers,
  body,
}: SandboxRequest): Promise<Pick<Call, 'params' | 'files'>> {
  const type = headers['content-type'] ?? '';
  const params = Object.fromEntries(query);
  const files: Record<string, { bytes: Buffer }> = {};
  if (method !== 'POST' || !/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(type))
    return { params, files };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const [name, value] of form)
    if (typeof value === 'string') params[name] = value;
    else files[name] = { bytes: Buffer.from(await value.arrayBuffer()) };
  return { params, files };
}

/** Written once more, so that a mistake of the connector is not made here, too. */
function isSigned(api: string, params: Readonly<Record<string, string>>, secret: string): boolean {
  const names = Object.keys(params).filter((name) => name !== 'sign' && params[name] !== '');
  const text = names.sort().reduce((all, name) => all + name + params[name], api);
  const expected = createHmac('sha256', secret).update(text, 'utf8').digest('hex').toUpperCase();
  const given = params.sign ?? '';
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
