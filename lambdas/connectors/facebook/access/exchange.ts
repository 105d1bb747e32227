import type { ExchangeRequest, Grant, GrantedAccount, PlatformCalls } from '../../../ports/account-access.ts';
import { type FacebookPerson, personWhoConsented } from '../../shared/meta/access/facebook-login.ts';
import { pageLink, personLink } from '../../shared/meta/access/links.ts';
import { type ManagedPage, managedPages } from '../../shared/meta/access/managed-pages.ts';
import { facebookGraph } from '../../shared/meta/graph/graph.ts';
import { tokenSet } from '../../shared/meta/graph/tokens.ts';

/**
 * The Pages that the person ticked, each with its own token.
 * @throws PlatformRefusal `code_invalid`
 */
export async function exchange(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const graph = facebookGraph('facebook', calls, request.app);
  const person = await personWhoConsented(graph, request);
  const pages = await managedPages(graph, person);
  return {
    accounts: pages.map((page) => accountOf(person, page)),
    grantedScopes: person.grantedScopes,
  };
}

function accountOf(
  { userId, pageTokensEndAt, inspection }: FacebookPerson,
  page: ManagedPage,
): GrantedAccount {
  const { token } = page;
  return {
    accountId: page.id,
    displayName: page.name,
    surface: 'main',
    ...(token ? { tokens: tokenSet(token, pageTokensEndAt, inspection.dataAccessUntil) } : {}),
    facts: { userId },
    links: [personLink(userId), pageLink(page.id)],
    ownUserIds: [],
    ...(page.roleSuffices ? {} : { unusable: 'role_insufficient' }),
  };
}
