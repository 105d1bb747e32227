import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';

/**
 * One address for both logins; an account is told by `entry.id`. With the Instagram login either app's secret is seen in the field, with an
 * account linked to a Page only Meta's.
 */
export function webhookOf({ login, publicBaseUrl }: AccountToConnect): WebhookOfAccount {
  return {
    webhookUrl: `${publicBaseUrl}/webhooks/instagram`,
    credentials: login === 'facebook' ? ['app/meta'] : ['app/instagram', 'app/meta'],
  };
}
