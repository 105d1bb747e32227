import type { AccountAccess } from '../../../ports/account-access.ts';
import { renew } from '../api/tokens.ts';
import { check } from './check.ts';
import { authorizeUrl, readReturn } from './consent.ts';
import { readCredentials } from './credentials.ts';
import { exchange } from './exchange.ts';
import { identify } from './identify.ts';
import { release } from './release.ts';
import { subscribe } from './subscribe.ts';

/** LINE Official Accounts: by the merchant's own channel, or attached to the operator's module. LINE has no call for earlier messages. */
export const access: AccountAccess = {
  readCredentials,
  authorizeUrl,
  readReturn,
  exchange,
  identify,
  subscribe,
  renew,
  check,
  release,
};
