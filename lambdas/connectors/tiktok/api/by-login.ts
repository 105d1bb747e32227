import { Misconfigured } from '../../../domain/errors.ts';
import type { LoginName } from '../../../ports/account-access.ts';

/**
 * Chooses between what the two logins bring.
 * @throws Misconfigured for a login that the manifest does not have
 */
export function byLogin<T>(logins: Readonly<Record<'shop' | 'business', T>>): (login: LoginName) => T {
  return (login) => {
    if (login === 'shop' || login === 'business') return logins[login];
    throw new Misconfigured('tiktok has no such login', [`known: ${Object.keys(logins).join(', ')}`]);
  };
}
