import { InvalidInput } from '../../../domain/errors.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { GivenCredentials } from '../../../ports/account-access.ts';
import { givenField } from '../../shared/access/given-field.ts';
import { tokenSet } from '../../shared/meta/graph/tokens.ts';
import { manifest } from '../manifest.ts';

/**
 * `{accessToken, login}` of a seed file. Merchants never type it.
 * @throws InvalidInput
 */
export function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  const token = new SecretText(givenField(fields, 'accessToken'));
  const login = givenField(fields, 'login');
  if (!Object.hasOwn(manifest.logins, login)) {
    const allowed = `allowed: ${Object.keys(manifest.logins).join(', ')}`;
    throw new InvalidInput('credentials.login is unknown', [allowed]);
  }
  // When an Instagram login's token ends is not known of a token that was given: no answer says it but that of a refresh.
  return { login, tokens: tokenSet(token), facts: {} };
}
