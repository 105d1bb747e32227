import { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { credentialField } from '../shared/credential-field.ts';

/**
 * One address and one secret for all sellers of the operator's app: `accessToken`, and `refreshToken` where the app's policy
 * has one (a subscription-bound token cannot be refreshed).
 * @throws InvalidInput when the access token is missing
 */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const accessToken = credentialField(account, 'accessToken');
  const { refreshToken } = account.credentials;
  return {
    surface: 'main',
    webhookUrl: `${account.publicBaseUrl}/webhooks/lazada`,
    credentials: ['app/lazada'],
    tokens: {
      accessToken: new SecretText(accessToken),
      ...(refreshToken ? { refreshToken: new SecretText(refreshToken) } : {}),
    },
  };
}
