import type { Account } from '../../../../ports/account-access.ts';
import type { PlatformManifest } from '../../../../ports/connector.ts';

/** The permissions that an account's chosen features need. */
export function neededScopes(
  { logins }: PlatformManifest,
  { login, features }: Pick<Account, 'login' | 'features'>,
): readonly string[] {
  return [...new Set(features.flatMap((feature) => logins[login]?.scopes[feature] ?? []))];
}
