import type { RawDelivery } from '../../../domain/delivery.ts';
import type { Millis } from '../../../domain/platform.ts';
import type { Verdict, WebhookCredential } from '../../../ports/connector.ts';
import { hmacSha256, macFromHex, whoSigned } from '../../shared/hmac.ts';

/**
 * How far the signed time may lie from ours, before or after. TikTok recommends a limit and names none, and does not say
 * whether a retry is signed anew. If stale deliveries are counted, this may be raised to 72 hours, the time over which TikTok
 * retries: what comes twice is stored once.
 */
export const REPLAY_TOLERANCE_MS = 300_000;

/**
 * `TikTok-Signature: t={unix seconds},s={hex}`, where s = lower-case hex of HMAC-SHA256(app secret, t + "." + body bytes), with
 * `t` as it was written. The time is looked at only after the signature proved good.
 * https://developers.tiktok.com/doc/webhooks-verification
 */
export function verifyBusiness(
  delivery: RawDelivery,
  credentials: readonly WebhookCredential[],
  now: Millis,
): Verdict {
  const parts = signatureParts(delivery.headers['tiktok-signature']);
  const time = parts?.get('t') ?? '';
  const timely = /^\d+$/.test(time);
  const mac = macFromHex(parts?.get('s'), true);
  const verdict = whoSigned(timely ? mac : null, credentials, ({ secret }) =>
    hmacSha256(secret.reveal(), `${time}.`, delivery.body),
  );
  if (verdict.kind !== 'trusted') return verdict;
  return Math.abs(now - Number(time) * 1000) > REPLAY_TOLERANCE_MS ? { kind: 'stale' } : verdict;
}

/** The header's parts by name, in whatever order; null for a part that is no `name=value`, or a name given twice. */
function signatureParts(header: string | undefined): ReadonlyMap<string, string> | null {
  const parts = new Map<string, string>();
  for (const part of header?.split(',') ?? []) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals < 1 || parts.has(name)) return null;
    parts.set(name, part.slice(equals + 1).trim());
  }
  return parts;
}
