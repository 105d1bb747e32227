import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { given } from '../shared/given.ts';
import { hmacSha256 } from '../shared/hmac.ts';

/**
 * The address goes by partner id; the credential also by the key, so that one merchant's key cannot speak for the shop of another who names
 * the same id.
 */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const { secret, facts } = given(account);
  const partnerId = facts.partnerId ?? '';
  const webhookUrl = `${account.publicBaseUrl}/webhooks/shopee/${partnerId}`;
  return {
    webhookUrl,
    credentials: [credentialRef(partnerId, secret.reveal())],
    own: { secret, facts: { callbackUrl: webhookUrl, partnerId } },
  };
}

/** `shopee/<partner id>/<fingerprint>`: the fingerprint names a push key without telling it (64 bits of an HMAC). */
export function credentialRef(partnerId: string, secret: string): string {
  return `shopee/${partnerId}/${hmacSha256(secret, partnerId).toString('hex').slice(0, 16)}`;
}
