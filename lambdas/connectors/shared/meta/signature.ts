import type { RawDelivery } from '../../../domain/delivery.ts';
import type { Verdict, WebhookCredential } from '../../../ports/connector.ts';
import { hmacSha256, macFromHex, whoSigned } from '../hmac.ts';

const PREFIX = 'sha256=';

/**
 * `X-Hub-Signature-256` = "sha256=" and the HMAC-SHA256 of the body bytes in lower-case hex. The key is the app secret as
 * text, never hex-decoded. The older `X-Hub-Signature` (SHA-1) proves nothing. Two headers arrive joined by a comma and are
 * refused. https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
 */
export function verify(delivery: RawDelivery, credentials: readonly WebhookCredential[]): Verdict {
  const header = delivery.headers['x-hub-signature-256'];
  const hex = header?.startsWith(PREFIX) ? header.slice(PREFIX.length) : undefined;
  return whoSigned(macFromHex(hex, true), credentials, ({ secret }) =>
    hmacSha256(secret.reveal(), delivery.body),
  );
}
