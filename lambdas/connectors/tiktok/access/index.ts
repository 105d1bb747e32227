import type { AccountAccess } from '../../../ports/account-access.ts';
import { byLogin } from '../api/by-login.ts';
import { business } from './business/index.ts';
import { readReturn } from './consent-return.ts';
import { readCredentials } from './credentials.ts';
import type { LoginAccess } from './login-access.ts';
import { shop } from './shop/index.ts';

const by = byLogin<LoginAccess>({ shop, business });

/** Connecting TikTok shops and TikTok Business Accounts: two products with nothing in common, one login each. */
export const access: AccountAccess = {
  readCredentials,
  readReturn,
  authorizeUrl: (request) => by(request.login).authorizeUrl(request),
  exchange: async (calls, request) => by(request.login).exchange(calls, request),
  subscribe: async (calls, account) => by(account.login).subscribe(calls, account),
  renew: async (calls, account) => by(account.login).renew(calls, account),
  check: async (calls, account) => by(account.login).check(calls, account),
  release: async (calls, account, shared) => by(account.login).release(calls, account, shared),
  history: async (calls, account, request) => by(account.login).history(calls, account, request),
};
