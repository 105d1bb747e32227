import { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { credentialField } from '../shared/credential-field.ts';

/** One address and one app secret for all Pages; a Page is told by `entry.id`. Needs `pageAccessToken`. */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  return {
    surface: 'main',
    webhookUrl: `${account.publicBaseUrl}/webhooks/facebook`,
    credentials: ['app/meta'],
    tokens: { accessToken: new SecretText(credentialField(account, 'pageAccessToken')) },
  };
}
