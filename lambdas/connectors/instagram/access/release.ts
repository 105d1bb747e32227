import type { Account, PlatformCalls, Release, SharedLinks } from '../../../ports/account-access.ts';
import { BY_HAND_FACEBOOK, BY_HAND_INSTAGRAM } from '../../shared/meta/access/by-hand.ts';
import { personLink } from '../../shared/meta/access/links.ts';
import { switchOff } from '../../shared/meta/access/page-subscription.ts';
import { releasePage } from '../../shared/meta/access/release-page.ts';
import { facebookGraph } from '../../shared/meta/graph/graph.ts';
import { nodeOf } from '../node.ts';
import { pageOf } from './routes.ts';

/** By the way the account was connected. */
export function release(calls: PlatformCalls, account: Account, shared: SharedLinks): Promise<Release> {
  return (account.login === 'facebook' ? releaseLinked : releaseLogin)(calls, account, shared);
}

async function releaseLinked(calls: PlatformCalls, account: Account, shared: SharedLinks): Promise<Release> {
  const { app, facts, tokens } = account;
  const ties = {
    graph: facebookGraph('instagram', calls, app),
    page: tokens.secrets.access_token && pageOf(calls, account),
    pageId: facts.pageId,
    userId: facts.userId,
  };
  return { byHand: (await releasePage(ties, shared)) ? null : BY_HAND_FACEBOOK };
}

/** Switches deliveries off; the consent itself only the merchant can take back. */
async function releaseLogin(calls: PlatformCalls, account: Account, shared: SharedLinks): Promise<Release> {
  const ids = [account.accountId, account.facts.appScopedId].filter((id) => id !== undefined);
  if (ids.some((id) => shared.isShared(personLink(id)))) return { byHand: null };
  if (account.tokens.secrets.access_token) await switchOff(nodeOf(calls, account));
  return { byHand: BY_HAND_INSTAGRAM };
}
