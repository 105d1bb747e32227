import { hmacSha256 } from '../../shared/hmac.ts';

/** Parameters of a call as they are before encoding; what is undefined or empty is not sent. */
export type Params = Readonly<Record<string, string | undefined>>;

/**
 * Upper-case hex of HMAC-SHA256(app secret, API name + sorted names and values), without what is empty and without `sign` itself. The
 * values are those before encoding. open.lazada.com, document 108068.
 * @param api such as `/im/message/send`, without `/rest`
 */
export function signatureOf(api: string, params: Params, appSecret: string): string {
  const signed = Object.entries(params)
    .filter(([name, value]) => name !== 'sign' && value !== undefined && value !== '')
    // Names are ASCII, where the order of UTF-16 units is that of bytes.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}${value}`);
  return hmacSha256(appSecret, api, ...signed)
    .toString('hex')
    .toUpperCase();
}
