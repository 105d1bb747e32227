import { SecretText } from '../../../domain/secret-text.ts';
import type { AuthorizeRequest, ConsentReturn } from '../../../ports/account-access.ts';
import { withQuery } from '../../shared/access/addresses.ts';

const PAGES = 'https://open.shopee.com';

/**
 * The unsigned link; `state` comes back unchanged. There is nothing to ask for: what an app may do follows from its type.
 * https://open.shopee.com/developer-guide/20
 */
export function authorizeUrl({ app, redirectUri, state }: AuthorizeRequest): string {
  return pageUrl('/auth', app.id, redirectUri, state);
}

/** Where a seller takes the authorisation back; there is no call for it. */
export function cancelUrl(partnerId: string, redirectUri: string): string {
  return pageUrl('/cancel_auth', partnerId, redirectUri);
}

function pageUrl(path: string, partnerId: string, redirectUri: string, state?: string): string {
  return withQuery(`${PAGES}${path}`, {
    partner_id: partnerId,
    auth_type: 'seller',
    redirect_uri: redirectUri,
    response_type: 'code',
    state,
  });
}

/**
 * `code` with `shop_id` (a shop's own login) or `main_account_id` (a login for several shops). Shopee describes no return for a seller who
 * says no; should it use OAuth's word for that, it is understood.
 */
export function readReturn(query: Readonly<Record<string, string | undefined>>): ConsentReturn {
  if (query.error === 'access_denied') return { kind: 'denied' };
  if (query.error)
    return { kind: 'error', error: /^[\w.-]{1,64}$/.test(query.error) ? query.error : 'unnamed' };
  if (!query.code) return { kind: 'error', error: 'no_code' };
  const facts = whoConsented(query);
  if (facts === null) return { kind: 'error', error: 'no_shop' };
  return { kind: 'code', code: new SecretText(query.code), facts };
}

/** Exactly one of the two may go into the exchange. */
function whoConsented(query: Readonly<Record<string, string | undefined>>): Record<string, string> | null {
  const { shop_id: shopId, main_account_id: mainAccountId } = query;
  if (isId(shopId)) return { shopId };
  return isId(mainAccountId) ? { mainAccountId } : null;
}

function isId(value: string | undefined): value is string {
  return value !== undefined && /^[1-9]\d{0,19}$/.test(value);
}
