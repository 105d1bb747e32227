import { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { credentialField } from '../shared/credential-field.ts';

/** One address and one secret per channel: `channelId`, `channelSecret`, and an access token if there is one. */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const secret = credentialField(account, 'channelSecret');
  const channelId = credentialField(account, 'channelId');
  const accessToken = account.credentials.accessToken;
  return {
    surface: 'main',
    webhookUrl: `${account.publicBaseUrl}/webhooks/line/${account.connectionId}`,
    credentials: [`line/${account.connectionId}`],
    own: { secret: new SecretText(secret), facts: { channelId } },
    tokens: {
      channelSecret: new SecretText(secret),
      ...(accessToken ? { accessToken: new SecretText(accessToken) } : {}),
    },
  };
}
