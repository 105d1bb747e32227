import type { Account, PlatformCalls } from '../../ports/account-access.ts';
import { facebookGraph, type GraphNode } from '../shared/meta/graph/graph.ts';
import { tokenOf } from '../shared/meta/graph/tokens.ts';

/**
 * A connected Page, as calls reach it.
 * @throws PlatformRefusal `authorization_gone` when its token is gone
 */
export function nodeOf(calls: PlatformCalls, account: Account): GraphNode {
  return {
    graph: facebookGraph('facebook', calls, account.app),
    node: account.accountId,
    token: tokenOf('facebook', account.tokens),
  };
}
