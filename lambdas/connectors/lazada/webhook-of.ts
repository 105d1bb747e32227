import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';

/** One address and one app for all sellers. */
export function webhookOf({ publicBaseUrl }: AccountToConnect): WebhookOfAccount {
  return { webhookUrl: `${publicBaseUrl}/webhooks/lazada`, credentials: ['app/lazada'] };
}
