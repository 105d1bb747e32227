import type { AccountAccess } from '../../../ports/account-access.ts';

/** What each of the two logins brings. */
export type LoginAccess = Required<Omit<AccountAccess, 'readCredentials' | 'readReturn' | 'identify'>>;
