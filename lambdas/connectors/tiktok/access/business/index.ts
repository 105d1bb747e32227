import type { LoginAccess } from '../login-access.ts';
import { checkBusiness } from './check.ts';
import { authorizeUrl } from './consent.ts';
import { exchangeCode } from './exchange.ts';
import { historyOfBusiness } from './history.ts';
import { releaseBusiness } from './release.ts';
import { renewTokens } from './tokens.ts';
import { subscribeBusiness } from './webhook.ts';

/** TikTok Business Accounts and their direct messages: one consent, one account. */
export const business: LoginAccess = {
  authorizeUrl,
  exchange: exchangeCode,
  subscribe: subscribeBusiness,
  renew: renewTokens,
  check: checkBusiness,
  release: releaseBusiness,
  history: historyOfBusiness,
};
