import { SecretText } from '../../../../domain/secret-text.ts';
import type { AuthorizeRequest, ConsentReturn } from '../../../../ports/account-access.ts';
import { withQuery } from '../../access/addresses.ts';
import { GRAPH_VERSION } from '../graph/graph.ts';

/** Facebook's login dialog. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export function facebookDialog(request: AuthorizeRequest): string {
  return withQuery(`https://www.facebook.com/${GRAPH_VERSION}/dialog/oauth`, consentQuery(request));
}

/** Instagram's business login. `api.instagram.com/oauth/authorize` is the older address of the same page. */
export function instagramDialog(request: AuthorizeRequest): string {
  return withQuery('https://www.instagram.com/oauth/authorize', consentQuery(request));
}

function consentQuery({ app, redirectUri, scopes, state }: AuthorizeRequest): Record<string, string> {
  return {
    client_id: app.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopes.join(','),
    state,
  };
}

/** What either dialog sends back. Instagram appends `#_` and Facebook `#_=_`, which some browsers put into the code. */
export function readReturn(query: Readonly<Record<string, string | undefined>>): ConsentReturn {
  const { error, error_reason, error_code, code } = query;
  if (error === 'access_denied' || error_reason === 'user_denied') return { kind: 'denied' };
  const problem = error ?? error_code;
  if (problem !== undefined) return { kind: 'error', error: plainCode(problem) };
  const bare = code?.replace(/#_(=_)?$/, '');
  if (!bare) return { kind: 'error', error: 'no_code' };
  return { kind: 'code', code: new SecretText(bare), facts: {} };
}

/** Anybody can write into an address: only what looks like a code is repeated. */
function plainCode(error: string): string {
  return /^\w{1,64}$/.test(error) ? error : 'unknown';
}
