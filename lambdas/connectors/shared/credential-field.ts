import { InvalidInput } from '../../domain/errors.ts';
import type { AccountToConnect } from '../../ports/connector.ts';

/**
 * A field of an account's credentials that must be there.
 * @throws InvalidInput naming the field and those that were given
 */
export function credentialField(account: AccountToConnect, name: string): string {
  const value = account.credentials[name];
  if (typeof value !== 'string' || value === '') {
    const given = Object.keys(account.credentials).join(', ') || 'none';
    throw new InvalidInput(`credentials.${name} is missing`, [`fields given: ${given}`]);
  }
  return value;
}
