import { InvalidInput } from '../../../domain/errors.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { GivenCredentials } from '../../../ports/account-access.ts';
import { givenField } from '../../shared/access/given-field.ts';
import { defined } from '../../shared/fields.ts';
import { manifest } from '../manifest.ts';

/**
 * Reads `{surface, accessToken, refreshToken?}` of a seed file; merchants consent and type nothing. The login is named like its
 * surface. How long such tokens are good is not known.
 * @throws InvalidInput naming a missing field, or the surfaces; values are not repeated
 */
export function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  const login = givenField(fields, 'surface');
  if (!Object.hasOwn(manifest.logins, login)) {
    const allowed = Object.keys(manifest.logins).join(', ');
    throw new InvalidInput('credentials.surface is not one of tiktok’s', [`allowed: ${allowed}`]);
  }
  const refresh = fields.refreshToken;
  const secrets = defined({
    access_token: new SecretText(givenField(fields, 'accessToken')),
    refresh_token: refresh ? new SecretText(refresh) : undefined,
  });
  return { login, tokens: { secrets, expiresAt: null, authorizedUntil: null }, facts: {} };
}
