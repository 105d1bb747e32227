import type { Account, PlatformCalls } from '../../ports/account-access.ts';
import { facebookGraph, type GraphNode, instagramGraph } from '../shared/meta/graph/graph.ts';
import { tokenOf } from '../shared/meta/graph/tokens.ts';

/**
 * A connected account, as calls reach it: by the Page that it is linked to (Facebook login), or by itself (Instagram login). Without
 * `pageId` (a seed file has none) `me` is the Page, because the token is the Page's.
 * @throws PlatformRefusal `authorization_gone` when its token is gone
 */
export function nodeOf(calls: PlatformCalls, account: Account): GraphNode {
  const token = tokenOf('instagram', account.tokens);
  if (account.login !== 'facebook')
    return { graph: instagramGraph('instagram', calls, account.app), node: 'me', token };
  const graph = facebookGraph('instagram', calls, account.app);
  return { graph, node: account.facts.pageId ?? 'me', token };
}
