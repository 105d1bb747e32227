import type { RawDelivery } from '../../domain/delivery.ts';
import type { Verdict, WebhookCredential } from '../../ports/connector.ts';
import { hmacSha256, macFromHex, whoSigned } from '../shared/hmac.ts';

/**
 * `Authorization` = bare hex of HMAC-SHA256(push key as text, registered callback URL + "|" + body bytes). The URL is the
 * one registered in the console (`facts.callbackUrl`), never one rebuilt from the request.
 * https://open.shopee.com/developer-guide/18
 */
export function verify(delivery: RawDelivery, credentials: readonly WebhookCredential[]): Verdict {
  const received = macFromHex(delivery.headers.authorization, false);
  const verdict = whoSigned(received, credentials, ({ secret, facts }) =>
    hmacSha256(secret.reveal(), `${facts.callbackUrl ?? ''}|`, delivery.body),
  );
  return verdict.kind === 'untrusted' && isProbe(delivery.body) ? { kind: 'probe' } : verdict;
}

/**
 * The console's check when the URL is saved: unsigned, as some report, and without a push in it. Looked at only after the
 * signature failed, so that a good delivery is not parsed twice. Plain `JSON.parse`: nothing of the value is kept.
 */
function isProbe(body: Buffer): boolean {
  if (body.length === 0) return true;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return !(
      typeof value === 'object' &&
      value !== null &&
      'code' in value &&
      typeof value.code === 'number'
    );
  } catch {
    return true;
  }
}
