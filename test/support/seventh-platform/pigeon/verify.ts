import { hmacSha256, macFromHex, whoSigned } from '../../../../lambdas/connectors/shared/hmac.ts';
import type { RawDelivery } from '../../../../lambdas/domain/delivery.ts';
import type { Millis } from '../../../../lambdas/domain/platform.ts';
import type { Verdict, WebhookCredential } from '../../../../lambdas/ports/connector.ts';

/** How far the signed time may lie from ours, before or after. */
const TOLERANCE_MS = 300_000;

/**
 * `X-Pigeon-Signature` = lower-case hex of HMAC-SHA256(loft secret, timestamp + "." + body bytes), with `X-Pigeon-Timestamp` as it was
 * written. The time is looked at only after the signature proved good.
 */
export function verify(
  delivery: RawDelivery,
  credentials: readonly WebhookCredential[],
  now: Millis,
): Verdict {
  const time = delivery.headers['x-pigeon-timestamp'] ?? '';
  const mac = macFromHex(delivery.headers['x-pigeon-signature'], true);
  const timely = /^\d{1,12}$/.test(time);
  const verdict = whoSigned(timely ? mac : null, credentials, ({ secret }) =>
    hmacSha256(secret.reveal(), `${time}.`, delivery.body),
  );
  if (verdict.kind !== 'trusted') return verdict;
  return Math.abs(now - Number(time) * 1000) > TOLERANCE_MS ? { kind: 'stale' } : verdict;
}
