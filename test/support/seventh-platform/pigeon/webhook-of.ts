import { credentialField } from '../../../../lambdas/connectors/shared/credential-field.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../../../lambdas/ports/connector.ts';

/** One address and one secret per loft: `loftSecret`, and the `ringToken` that letters are sent with. */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const secret = new SecretText(credentialField(account, 'loftSecret'));
  const token = new SecretText(credentialField(account, 'ringToken'));
  return {
    surface: 'main',
    webhookUrl: `${account.publicBaseUrl}/webhooks/pigeon/${account.connectionId}`,
    credentials: [`pigeon/${account.connectionId}`],
    own: { secret, facts: {} },
    tokens: { ringToken: token },
  };
}
