import type { AccountAccess } from '../../../ports/account-access.ts';
import { facebookDialog, instagramDialog, readReturn } from '../../shared/meta/access/consent.ts';
import { checkPage, subscribePage } from '../../shared/meta/access/page-account.ts';
import { instagramGraph } from '../../shared/meta/graph/graph.ts';
import { tokenOf } from '../../shared/meta/graph/tokens.ts';
import { readCredentials } from './credentials.ts';
import { exchangeLogin } from './exchange-login.ts';
import { exchangePage } from './exchange-page.ts';
import { history } from './history.ts';
import { identify } from './identify.ts';
import { checkLogin, subscribeLogin } from './login-account.ts';
import { refreshed } from './long-lived.ts';
import { release } from './release.ts';
import { pageOf } from './routes.ts';

/** Connecting Instagram professional accounts, by the Instagram login or by a Page that they are linked to. */
export const access: AccountAccess = {
  readCredentials,
  authorizeUrl: (request) => (request.login === 'facebook' ? facebookDialog : instagramDialog)(request),
  readReturn,
  exchange: (calls, request) => (request.login === 'facebook' ? exchangePage : exchangeLogin)(calls, request),
  identify,
  subscribe: async (calls, account) =>
    account.login === 'facebook' ? subscribePage(pageOf(calls, account)) : subscribeLogin(calls, account),
  check: async (calls, account) =>
    account.login === 'facebook' ? checkPage(pageOf(calls, account)) : checkLogin(calls, account),
  renew: async (calls, account) => {
    // A Page's token has no end and nothing to renew.
    if (account.login === 'facebook') return account.tokens;
    const { tokens, now } = account;
    return refreshed(
      instagramGraph('instagram', calls, account.app),
      tokenOf('instagram', tokens),
      tokens,
      now,
    );
  },
  release,
  history,
};
