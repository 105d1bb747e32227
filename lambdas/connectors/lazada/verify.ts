import type { RawDelivery } from '../../domain/delivery.ts';
import type { Verdict, WebhookCredential } from '../../ports/connector.ts';
import { hmacSha256, macFromHex, whoSigned } from '../shared/hmac.ts';

/**
 * `Authorization` = bare hex of HMAC-SHA256(app secret, app key + body bytes). All given credentials are tried: two while a
 * secret is exchanged, or two apps with one address. https://open.lazada.com/apps/doc/doc?nodeId=29524&docId=120168
 */
export function verify(delivery: RawDelivery, credentials: readonly WebhookCredential[]): Verdict {
  const received = macFromHex(delivery.headers.authorization, false);
  return whoSigned(received, credentials, ({ secret, facts }) =>
    hmacSha256(secret.reveal(), facts.appKey ?? '', delivery.body),
  );
}
