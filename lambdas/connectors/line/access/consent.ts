import { SecretText } from '../../../domain/secret-text.ts';
import type { AuthorizeRequest, ConsentReturn } from '../../../ports/account-access.ts';
import { withQuery } from '../../shared/access/addresses.ts';

/**
 * The page on which an admin attaches the operator's module channel to an Official Account. `region` is left out: it is for Japan and
 * Taiwan. https://developers.line.biz/en/docs/partner-docs/module-technical-attach-channel/
 */
export function authorizeUrl({ app, redirectUri, state, scopes, codeChallenge }: AuthorizeRequest): string {
  const address = withQuery('https://manager.line.biz/module/auth/v1/authorize', {
    response_type: 'code',
    client_id: app.id,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: codeChallenge,
    code_challenge_method: codeChallenge === undefined ? undefined : 'S256',
  });
  // LINE wants spaces as %20; a plus sign itself has become %2B.
  return address.replaceAll('+', '%20');
}

/** LINE does not publish the codes of its consent page: OAuth's `access_denied` is the person's no, anything else an error. */
export function readReturn(query: Readonly<Record<string, string | undefined>>): ConsentReturn {
  if (query.error === 'access_denied') return { kind: 'denied' };
  if (query.error) return { kind: 'error', error: codeOf(query.error) };
  if (query.code) return { kind: 'code', code: new SecretText(query.code), facts: {} };
  return { kind: 'error', error: 'no_code' };
}

/** Anybody can write into the address of a return; only what has the form of a code is kept. */
function codeOf(error: string): string {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(error) ? error : 'unreadable';
}
