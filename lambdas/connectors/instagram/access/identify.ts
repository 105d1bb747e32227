import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Grant, IdentifyRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { idField, objectField, textField } from '../../shared/fields.ts';
import { givenPage } from '../../shared/meta/access/given-page.ts';
import { pageLink, personLink } from '../../shared/meta/access/links.ts';
import { facebookGraph, instagramGraph } from '../../shared/meta/graph/graph.ts';
import { tokenOf, tokenSet } from '../../shared/meta/graph/tokens.ts';
import { accountOf, profileOf } from './profile.ts';

/**
 * The account whose token was given.
 * @throws PlatformRefusal `authorization_gone` for a token that is not good, `not_found` for a Page without an Instagram account
 */
export function identify(calls: PlatformCalls, request: IdentifyRequest): Promise<Grant> {
  return request.given.login === 'facebook' ? byPage(calls, request) : byLogin(calls, request);
}

/** Which permissions an Instagram token has, no call says. */
async function byLogin(calls: PlatformCalls, { app, given }: IdentifyRequest): Promise<Grant> {
  const graph = instagramGraph('instagram', calls, app);
  const account = accountOf(await profileOf(graph, tokenOf('instagram', given.tokens)));
  return { accounts: [{ ...account, tokens: given.tokens }], grantedScopes: [] };
}

async function byPage(calls: PlatformCalls, { app, given }: IdentifyRequest): Promise<Grant> {
  const token = tokenOf('instagram', given.tokens);
  const graph = facebookGraph('instagram', calls, app);
  const fields = 'id,name,instagram_business_account{id,username}';
  const { inspection, pageId, page } = await givenPage(graph, token, fields);
  const linked = objectField(page, 'instagram_business_account');
  const accountId = idField(linked, 'id');
  if (accountId === undefined) throw new PlatformRefusal('not_found', 'instagram', 'not linked');
  const { userId, expiresAt, dataAccessUntil, scopes } = inspection;
  const account = {
    accountId,
    displayName: textField(linked, 'username') ?? accountId,
    surface: 'main',
    tokens: tokenSet(token, expiresAt, dataAccessUntil),
    facts: { pageId, ...(userId === undefined ? {} : { userId }) },
    links: [...(userId === undefined ? [] : [personLink(userId)]), pageLink(pageId)],
    ownUserIds: [],
  };
  return { accounts: [account], grantedScopes: scopes };
}
