import type { LoginAccess } from '../login-access.ts';
import { checkShop } from './check.ts';
import { authorizeUrl } from './consent.ts';
import { exchangeCode } from './exchange.ts';
import { historyOfShop } from './history.ts';
import { releaseShop } from './release.ts';
import { subscribeShop } from './subscribe.ts';
import { renewTokens } from './tokens.ts';

/** Shops of TikTok Shop: one consent of a seller may be for several. */
export const shop: LoginAccess = {
  authorizeUrl,
  exchange: exchangeCode,
  subscribe: subscribeShop,
  renew: renewTokens,
  check: checkShop,
  release: releaseShop,
  history: historyOfShop,
};
