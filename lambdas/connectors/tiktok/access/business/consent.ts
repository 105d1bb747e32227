import type { AuthorizeRequest } from '../../../../ports/account-access.ts';
import { withQuery } from '../../../shared/access/addresses.ts';

/**
 * The page on which the holder of a TikTok account consents. It is shown also to somebody who consented before, as that is the only
 * moment at which another account can be chosen.
 * https://business-api.tiktok.com/portal/docs?id=1832184159540418
 */
export function authorizeUrl({ app, redirectUri, state, scopes }: AuthorizeRequest): string {
  return withQuery('https://www.tiktok.com/v2/auth/authorize', {
    client_key: app.id,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    scope: scopes.join(','),
    disable_auto_auth: '1',
  });
}
