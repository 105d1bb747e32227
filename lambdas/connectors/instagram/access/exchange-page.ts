import type { ExchangeRequest, Grant, GrantedAccount, PlatformCalls } from '../../../ports/account-access.ts';
import { type FacebookPerson, personWhoConsented } from '../../shared/meta/access/facebook-login.ts';
import { pageLink, personLink } from '../../shared/meta/access/links.ts';
import { type ManagedPage, managedPages } from '../../shared/meta/access/managed-pages.ts';
import { facebookGraph } from '../../shared/meta/graph/graph.ts';
import { tokenSet } from '../../shared/meta/graph/tokens.ts';

/**
 * The Facebook login: the Instagram accounts linked to the Pages that the person ticked, each with its Page's token.
 * @throws PlatformRefusal `code_invalid`
 */
export async function exchangePage(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const graph = facebookGraph('instagram', calls, request.app);
  const person = await personWhoConsented(graph, request);
  const pages = await managedPages(graph, person, 'instagram_business_account{id,username}');
  return { accounts: pages.map((page) => accountOf(person, page)), grantedScopes: person.grantedScopes };
}

function accountOf(
  { userId, pageTokensEndAt, inspection }: FacebookPerson,
  page: ManagedPage,
): GrantedAccount {
  const { token, instagram } = page;
  const reason = instagram ? 'role_insufficient' : 'not_linked';
  return {
    // A Page without an account is shown by its own name, with the reason.
    accountId: instagram?.id ?? page.id,
    displayName: instagram?.username ?? page.name,
    surface: 'main',
    ...(token ? { tokens: tokenSet(token, pageTokensEndAt, inspection.dataAccessUntil) } : {}),
    facts: { userId, pageId: page.id },
    links: [personLink(userId), pageLink(page.id)],
    ownUserIds: [],
    ...(instagram && page.roleSuffices ? {} : { unusable: reason }),
  };
}
