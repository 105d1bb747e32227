import type { AccountAccess } from '../../../ports/account-access.ts';
import { facebookDialog, readReturn } from '../../shared/meta/access/consent.ts';
import { checkPage, subscribePage } from '../../shared/meta/access/page-account.ts';
import { readCredentials } from './credentials.ts';
import { exchange } from './exchange.ts';
import { history } from './history.ts';
import { identify } from './identify.ts';
import { pageOf } from './page.ts';
import { release } from './release.ts';

/** Connecting Facebook Pages. Their tokens have no expiry date, so nothing is renewed. */
export const access: AccountAccess = {
  readCredentials,
  authorizeUrl: facebookDialog,
  readReturn,
  exchange,
  identify,
  subscribe: async (calls, account) => subscribePage(pageOf(calls, account)),
  check: async (calls, account) => checkPage(pageOf(calls, account)),
  release,
  history,
};
