import type { Json } from '../../../domain/platform.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { ExchangeRequest, Grant, PlatformCalls } from '../../../ports/account-access.ts';
import { formOf } from '../../shared/access/addresses.ts';
import { field } from '../../shared/fields.ts';
import { spendingCode } from '../../shared/meta/access/spending-code.ts';
import { instagramGraph } from '../../shared/meta/graph/graph.ts';
import { acceptedBody } from '../../shared/meta/graph/refusals.ts';
import { issuedToken } from '../../shared/meta/graph/tokens.ts';
import { longLived } from './long-lived.ts';
import { accountOf, profileOf, unwrapped } from './profile.ts';

/**
 * The Instagram login: the account itself consents, so there is exactly one.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
 * @throws PlatformRefusal `code_invalid`
 */
export async function exchangeLogin(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const graph = instagramGraph('instagram', calls, request.app);
  const { token, grantedScopes } = await spendingCode('instagram', () => shortLived(calls, request));
  const tokens = await longLived(graph, token, request.now);
  const account = accountOf(await profileOf(graph, tokens.token));
  return { accounts: [{ ...account, tokens: tokens.set }], grantedScopes };
}

/**
 * Documented as `{"data":[{…}]}`, flat in the field. Its `user_id` may be a number above 2^53 that was rounded on the way: ids are taken
 * from the profile. The token lives one hour.
 */
async function shortLived(
  calls: PlatformCalls,
  { app, code, redirectUri }: ExchangeRequest,
): Promise<{ token: SecretText; grantedScopes: string[] }> {
  const answer = await calls.send({
    method: 'POST',
    url: 'https://api.instagram.com/oauth/access_token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: formOf({
      client_id: app.id,
      client_secret: app.secret.reveal(),
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code: code.reveal(),
    }),
    idempotent: false,
  });
  const body = unwrapped(acceptedBody('instagram', answer));
  return { token: issuedToken('instagram', body), grantedScopes: permissionsIn(field(body, 'permissions')) };
}

/** A list, or names with commas between. */
function permissionsIn(value: Json | undefined): string[] {
  const names = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  return names.map((name) => String(name).trim()).filter((name) => name !== '');
}
