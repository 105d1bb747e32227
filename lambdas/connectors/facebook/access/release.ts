import type { Account, PlatformCalls, Release, SharedLinks } from '../../../ports/account-access.ts';
import { BY_HAND_FACEBOOK } from '../../shared/meta/access/by-hand.ts';
import { releasePage } from '../../shared/meta/access/release-page.ts';
import { facebookGraph } from '../../shared/meta/graph/graph.ts';
import { pageOf } from './page.ts';

/** See `releasePage`. Who consented is not known of accounts that came with a seed file. */
export async function release(calls: PlatformCalls, account: Account, shared: SharedLinks): Promise<Release> {
  const { accountId, app, facts, tokens } = account;
  const ties = {
    graph: facebookGraph('facebook', calls, app),
    page: tokens.secrets.access_token && pageOf(calls, account),
    pageId: accountId,
    userId: facts.userId,
  };
  return { byHand: (await releasePage(ties, shared)) ? null : BY_HAND_FACEBOOK };
}
