import { SecretText } from '../../../domain/secret-text.ts';
import type { AuthorizeRequest, ConsentReturn } from '../../../ports/account-access.ts';
import { withQuery } from '../../shared/access/addresses.ts';

/**
 * Where the seller picks a site, signs in and confirms. Unsigned, and without scopes: what an app may do follows from its category.
 * open.lazada.com, document 108260.
 */
export function authorizeUrl({ app, redirectUri, state }: AuthorizeRequest): string {
  return withQuery('https://auth.lazada.com/oauth/authorize', {
    response_type: 'code',
    // Without it, whoever is signed in to Seller Center in that browser is taken.
    force_auth: 'true',
    redirect_uri: redirectUri,
    client_id: app.id,
    state,
  });
}

/** A code, or nothing: who does not confirm stays on Lazada's page. The names of OAuth 2.0 for the rest, as no page documents any. */
export function readReturn(query: Readonly<Record<string, string | undefined>>): ConsentReturn {
  if (query.code) return { kind: 'code', code: new SecretText(query.code), facts: {} };
  if (query.error === 'access_denied') return { kind: 'denied' };
  return { kind: 'error', error: query.error || 'no_code' };
}
