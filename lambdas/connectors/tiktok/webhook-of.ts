import { InvalidInput } from '../../domain/errors.ts';
import { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { credentialField } from '../shared/credential-field.ts';
import { defined } from '../shared/fields.ts';
import { manifest } from './manifest.ts';

/**
 * One address per surface for all accounts, signed by the operator's app. The account's own `accessToken` and
 * `refreshToken` are for calls to TikTok only.
 * @throws InvalidInput when `surface` is neither `shop` nor `business`, or `accessToken` is missing
 */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const surface = credentialField(account, 'surface');
  const route = manifest.routes.find((route) => route.surface === surface);
  if (!route) {
    throw new InvalidInput('credentials.surface has a value that is not allowed', [
      `allowed: ${manifest.surfaces.join(', ')}`,
    ]);
  }
  const { refreshToken } = account.credentials;
  const tokens = defined({
    accessToken: new SecretText(credentialField(account, 'accessToken')),
    refreshToken: refreshToken ? new SecretText(refreshToken) : undefined,
  });
  return {
    surface,
    webhookUrl: `${account.publicBaseUrl}${route.path}`,
    credentials: route.credentials,
    tokens,
  };
}
