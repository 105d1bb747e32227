import type { Millis } from '../../../../domain/platform.ts';
import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import type { ExchangeRequest } from '../../../../ports/account-access.ts';
import { objectsField, textField } from '../../fields.ts';
import { type Graph, graphCall } from '../graph/graph.ts';
import { issuedToken } from '../graph/tokens.ts';
import { inspectToken, type TokenInspection } from './inspect-token.ts';
import { spendingCode } from './spending-code.ts';

/** Who consented, and to what. The user token lives only as long as the exchange. */
export interface FacebookPerson {
  readonly token: SecretText;
  /** App-scoped. */
  readonly userId: string;
  readonly grantedScopes: readonly string[];
  readonly inspection: TokenInspection;
  /** When tokens of Pages end that are fetched with this one; null = never, as with every long-lived one. */
  readonly pageTokensEndAt: Millis | null;
}

/** A user token lives an hour or two, a long-lived one 60 days. */
const LONG_LIVED_MS = 24 * 3_600_000;

/**
 * From the code to a long-lived user token and what is behind it.
 * https://developers.facebook.com/documentation/facebook-login/guides/access-tokens/get-long-lived
 * @throws PlatformRefusal `code_invalid` for a bad code, and for one that another application was given
 */
export async function personWhoConsented(graph: Graph, request: ExchangeRequest): Promise<FacebookPerson> {
  const token = await longLived(graph, await userToken(graph, request));
  const inspection = await inspectToken(graph, token);
  const { userId, expiresAt } = inspection;
  if (!inspection.valid || inspection.appId !== graph.app.id || userId === undefined)
    throw new PlatformRefusal('code_invalid', graph.platform, 'debug_token');
  const short = expiresAt !== null && expiresAt - request.now < LONG_LIVED_MS;
  return {
    token,
    userId,
    grantedScopes: await grantedScopes(graph, token),
    inspection,
    pageTokensEndAt: short ? expiresAt : null,
  };
}

function userToken(graph: Graph, { code, redirectUri }: ExchangeRequest): Promise<SecretText> {
  return spendingCode(graph.platform, async () => {
    const query = { ...clientOf(graph), redirect_uri: redirectUri, code: code.reveal() };
    const path = '/oauth/access_token';
    return issuedToken(
      graph.platform,
      await graphCall(graph, { path, query, token: null, idempotent: false }),
    );
  });
}

/** The documentation has the token among the parameters of this call and nowhere else. */
async function longLived(graph: Graph, token: SecretText): Promise<SecretText> {
  const grant = { grant_type: 'fb_exchange_token', fb_exchange_token: token.reveal() };
  const query = { ...clientOf(graph), ...grant };
  return issuedToken(
    graph.platform,
    await graphCall(graph, { path: '/oauth/access_token', query, token: null }),
  );
}

function clientOf({ app }: Graph): Record<string, string> {
  return { client_id: app.id, client_secret: app.secret.reveal() };
}

/** A person may untick permissions in the dialog. */
async function grantedScopes(graph: Graph, token: SecretText): Promise<string[]> {
  const body = await graphCall(graph, { path: '/me/permissions', token });
  return objectsField(body, 'data')
    .filter((entry) => textField(entry, 'status') === 'granted')
    .map((entry) => textField(entry, 'permission') ?? '')
    .filter((permission) => permission !== '');
}
