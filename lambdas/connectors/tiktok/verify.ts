import type { RawDelivery } from '../../domain/delivery.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Verdict, WebhookCredential } from '../../ports/connector.ts';
import { verifyBusiness } from './business/verify.ts';
import { verifyShop } from './shop/verify.ts';

/** Each surface signs in its own way, with its own app's secret. */
export function verify(
  delivery: RawDelivery,
  credentials: readonly WebhookCredential[],
  now: Millis,
): Verdict {
  if (delivery.surface === 'shop') return verifyShop(delivery, credentials);
  if (delivery.surface === 'business') return verifyBusiness(delivery, credentials, now);
  return { kind: 'untrusted' };
}
