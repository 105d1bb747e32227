import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { manifest } from './manifest.ts';

/** One address and one app per product for all accounts. */
export function webhookOf({ login, publicBaseUrl }: AccountToConnect): WebhookOfAccount {
  const surface = manifest.logins[login]?.surface;
  const route = manifest.routes.find((candidate) => candidate.surface === surface);
  return { webhookUrl: `${publicBaseUrl}${route?.path ?? ''}`, credentials: route?.credentials ?? [] };
}
