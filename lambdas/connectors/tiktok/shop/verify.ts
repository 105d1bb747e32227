import type { RawDelivery } from '../../../domain/delivery.ts';
import type { Verdict, WebhookCredential } from '../../../ports/connector.ts';
import { hmacSha256, macFromHex, whoSigned } from '../../shared/hmac.ts';

/**
 * `Authorization` = lower-case hex of HMAC-SHA256(app secret, app key + body bytes), without a scheme. Nothing in it tells
 * the time: a repeated delivery is recognised by its message id, not here.
 * https://partner.tiktokshop.com/docv2/page/tts-webhooks-overview
 */
export function verifyShop(delivery: RawDelivery, credentials: readonly WebhookCredential[]): Verdict {
  return whoSigned(macFromHex(delivery.headers.authorization, true), credentials, ({ secret, facts }) =>
    hmacSha256(secret.reveal(), facts.appKey ?? '', delivery.body),
  );
}
