import { SecretText } from '../../../domain/secret-text.ts';
import type { GivenCredentials } from '../../../ports/account-access.ts';
import { givenField } from '../../shared/access/given-field.ts';
import { tokenSet } from '../../shared/meta/graph/tokens.ts';

/**
 * `{pageAccessToken}` of a seed file. Merchants never type it.
 * @throws InvalidInput
 */
export function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  const token = new SecretText(givenField(fields, 'pageAccessToken'));
  return { login: 'facebook', tokens: tokenSet(token), facts: {} };
}
