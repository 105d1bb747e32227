import type { SecretText } from '../../../../domain/secret-text.ts';
import { hmacSha256 } from '../../../shared/hmac.ts';

/** What Shop's signature covers. */
export interface ToSign {
  readonly secret: SecretText;
  /** Without host and query. */
  readonly path: string;
  /** Everything that will be sent, as it is before URL encoding. */
  readonly query: Readonly<Record<string, string>>;
  /** Exactly as it will be sent; absent for no body, and for multipart, which is not signed. */
  readonly body?: string | undefined;
}

/** Parameters that are not part of the signature. */
const UNSIGNED: ReadonlySet<string> = new Set(['sign', 'access_token']);

/**
 * `sign` of a call: lower-case hex of HMAC-SHA256 over path, sorted `name` + `value` pairs and body, between two app secrets.
 * https://partner.tiktokshop.com/docv2/page/sign-your-api-request
 */
export function signature({ secret, path, query, body = '' }: ToSign): string {
  const names = Object.keys(query).filter((name) => !UNSIGNED.has(name));
  const pairs = names.sort(byCodePoint).map((name) => `${name}${query[name]}`);
  const key = secret.reveal();
  return hmacSha256(key, `${key}${path}${pairs.join('')}${body}${key}`).toString('hex');
}

/** Names are ASCII, where code points and the units that `<` compares are the same. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : 1;
}
