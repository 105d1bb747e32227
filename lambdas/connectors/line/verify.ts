import type { RawDelivery } from '../../domain/delivery.ts';
import type { Verdict, WebhookCredential } from '../../ports/connector.ts';
import { hmacSha256, macFromBase64, whoSigned } from '../shared/hmac.ts';

/**
 * `x-line-signature` = base64(HMAC-SHA256(channel secret as text, body bytes)). The secret is never hex-decoded.
 * https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
 */
export function verify(delivery: RawDelivery, credentials: readonly WebhookCredential[]): Verdict {
  return whoSigned(macFromBase64(delivery.headers['x-line-signature']), credentials, ({ secret }) =>
    hmacSha256(secret.reveal(), delivery.body),
  );
}
