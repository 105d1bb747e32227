import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { given } from '../shared/given.ts';

/**
 * A channel has an address and a secret of its own. A module channel is one for all accounts, and each account is told by `destination`.
 */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const { connectionId, publicBaseUrl } = account;
  if (account.login === 'module') {
    return { webhookUrl: `${publicBaseUrl}/webhooks/line/module`, credentials: ['app/line-module'] };
  }
  const { secret, facts } = given(account);
  return {
    webhookUrl: `${publicBaseUrl}/webhooks/line/${connectionId}`,
    credentials: [`line/${connectionId}`],
    own: { secret, facts: { channelId: facts.channelId ?? '' } },
  };
}
