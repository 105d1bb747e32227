import type { AccountAccess } from '../../../ports/account-access.ts';
import { check } from './check.ts';
import { authorizeUrl, readReturn } from './consent.ts';
import { exchange, identify } from './exchange.ts';
import { history } from './history.ts';
import { release } from './release.ts';
import { subscribe } from './subscribe.ts';
import { readCredentials, renew } from './tokens.ts';

/** Shops of Lazada Thailand, by the seller's consent to the operator's IM chat app. */
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
