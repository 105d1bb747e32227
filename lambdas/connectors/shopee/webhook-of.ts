import { InvalidInput } from '../../domain/errors.ts';
import { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { credentialField } from '../shared/credential-field.ts';
import { defined } from '../shared/fields.ts';
import { hmacSha256 } from '../shared/hmac.ts';

/**
 * `partnerId`, `partnerKey`, `shopId`, and usually `pushKey`, `accessToken`, `refreshToken`. The address goes by partner id;
 * the credential also by the key, so that one merchant's key cannot speak for the shop of another who names the same id.
 * @throws InvalidInput when a field is missing, is no number, or the shop is not the account
 */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const partnerId = numericField(account, 'partnerId');
  const partnerKey = credentialField(account, 'partnerKey');
  refuseOtherShop(account);
  const { pushKey, accessToken, refreshToken } = account.credentials;
  // Older apps have no separate push key and sign with the API key.
  const secret = pushKey || partnerKey;
  const webhookUrl = `${account.publicBaseUrl}/webhooks/shopee/${partnerId}`;
  return {
    surface: 'main',
    webhookUrl,
    credentials: [credentialRef(partnerId, secret)],
    own: { secret: new SecretText(secret), facts: { callbackUrl: webhookUrl, partnerId } },
    tokens: defined({
      partnerKey: new SecretText(partnerKey),
      pushKey: sealed(pushKey),
      accessToken: sealed(accessToken),
      refreshToken: sealed(refreshToken),
    }),
  };
}

/** `shopee/<partner id>/<fingerprint>`: the fingerprint names a push key without telling it (64 bits of an HMAC). */
export function credentialRef(partnerId: string, secret: string): string {
  return `shopee/${partnerId}/${hmacSha256(secret, partnerId).toString('hex').slice(0, 16)}`;
}

function refuseOtherShop(account: AccountToConnect): void {
  if (numericField(account, 'shopId') !== account.accountId)
    throw new InvalidInput('credentials.shopId is not the account', ['accountId must equal shopId']);
}

/** Ids come as decimal digits; this one becomes part of an address. */
function numericField(account: AccountToConnect, name: string): string {
  const value = credentialField(account, name);
  if (!/^[1-9]\d{0,19}$/.test(value))
    throw new InvalidInput(`credentials.${name} is malformed`, [`${name}: 1 to 20 digits`]);
  return value;
}

function sealed(value: string | undefined): SecretText | undefined {
  return value ? new SecretText(value) : undefined;
}
