import { given } from '../../../../lambdas/connectors/shared/given.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../../../lambdas/ports/connector.ts';

/** One address and one secret per loft. */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  return {
    webhookUrl: `${account.publicBaseUrl}/webhooks/pigeon/${account.connectionId}`,
    credentials: [`pigeon/${account.connectionId}`],
    own: { secret: given(account).secret, facts: {} },
  };
}
