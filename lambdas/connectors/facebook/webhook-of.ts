import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';

/** One address and one app for all Pages. */
export function webhookOf({ publicBaseUrl }: AccountToConnect): WebhookOfAccount {
  return { webhookUrl: `${publicBaseUrl}/webhooks/facebook`, credentials: ['app/meta'] };
}
