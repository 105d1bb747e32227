import type { Grant, IdentifyRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { textField } from '../../shared/fields.ts';
import { givenPage } from '../../shared/meta/access/given-page.ts';
import { pageLink, personLink } from '../../shared/meta/access/links.ts';
import { facebookGraph } from '../../shared/meta/graph/graph.ts';
import { tokenOf, tokenSet } from '../../shared/meta/graph/tokens.ts';

/**
 * The Page whose token was given, and who gave it.
 * @throws PlatformRefusal `authorization_gone` for a token that is not good, or another application's
 */
export async function identify(calls: PlatformCalls, { app, given }: IdentifyRequest): Promise<Grant> {
  const token = tokenOf('facebook', given.tokens);
  const graph = facebookGraph('facebook', calls, app);
  const { inspection, pageId, page } = await givenPage(graph, token, 'id,name');
  const { userId, expiresAt, dataAccessUntil, scopes } = inspection;
  const account = {
    accountId: pageId,
    displayName: textField(page, 'name') ?? pageId,
    surface: 'main',
    tokens: tokenSet(token, expiresAt, dataAccessUntil),
    facts: userId === undefined ? {} : { userId },
    links: [...(userId === undefined ? [] : [personLink(userId)]), pageLink(pageId)],
    ownUserIds: [],
  };
  return { accounts: [account], grantedScopes: scopes };
}
