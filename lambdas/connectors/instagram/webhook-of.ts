import { InvalidInput } from '../../domain/errors.ts';
import { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect, WebhookOfAccount } from '../../ports/connector.ts';
import { credentialField } from '../shared/credential-field.ts';

/**
 * The apps that may sign for an account, by login. With the Instagram login either secret is seen in the field, with an account linked to
 * a Page only Meta's.
 */
const CREDENTIALS = { instagram: ['app/instagram', 'app/meta'], facebook: ['app/meta'] } as const;
export type InstagramLogin = keyof typeof CREDENTIALS;

/** One address for both logins; an account is told by `entry.id`. Needs `accessToken` and `login`. */
export function webhookOf(account: AccountToConnect): WebhookOfAccount {
  const accessToken = credentialField(account, 'accessToken');
  return {
    surface: 'main',
    webhookUrl: `${account.publicBaseUrl}/webhooks/instagram`,
    credentials: CREDENTIALS[loginOf(account)],
    tokens: { accessToken: new SecretText(accessToken) },
  };
}

/**
 * By which login an account is connected.
 * @throws InvalidInput when `credentials.login` is missing or another word
 */
export function loginOf(account: AccountToConnect): InstagramLogin {
  const login = credentialField(account, 'login');
  if (login !== 'instagram' && login !== 'facebook') {
    throw new InvalidInput('credentials.login is not allowed', ['allowed: instagram, facebook']);
  }
  return login;
}
