import type { SharedLinks } from '../../../../ports/account-access.ts';
import { appToken, type Graph, type GraphNode, graphCall } from '../graph/graph.ts';
import { pageLink, personLink } from './links.ts';
import { switchOff, unlessGone } from './page-subscription.ts';

/** What is to be let go of, as far as known. */
export interface PageTies {
  readonly graph: Graph;
  /** Undefined when the Page's token is gone already. */
  readonly page: GraphNode | undefined;
  readonly pageId: string | undefined;
  /** The person who consented. */
  readonly userId: string | undefined;
}

/**
 * Ends the Page's subscription and the person's consent, each only if no other connection lives by it: revoking a person's consent kills
 * the tokens of all Pages that the person connected.
 * @returns whether the consent is revoked, or is needed by another connection
 */
export async function releasePage(ties: PageTies, shared: SharedLinks): Promise<boolean> {
  const { graph, page, pageId, userId } = ties;
  const stays = pageId !== undefined && shared.isShared(pageLink(pageId));
  if (page && !stays) await switchOff(page);
  if (userId === undefined) return false;
  if (shared.isShared(personLink(userId))) return true;
  const path = `/${encodeURIComponent(userId)}/permissions`;
  // In the application's name: the person's own token is not kept, and the Page's is not the person's.
  await unlessGone(graphCall(graph, { method: 'DELETE', path, token: appToken(graph.app) }));
  return true;
}
