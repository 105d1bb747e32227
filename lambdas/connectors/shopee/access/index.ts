import type { AccountAccess } from '../../../ports/account-access.ts';
import { check } from './check.ts';
import { authorizeUrl, readReturn } from './consent.ts';
import { readCredentials } from './credentials.ts';
import { exchange, identify } from './exchange.ts';
import { history } from './history.ts';
import { release } from './release.ts';
import { subscribe } from './subscribe.ts';
import { renew } from './tokens.ts';

/** Shopee shops, by the merchant's own in-house app and the seller's consent to it. */
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
  history,
};
