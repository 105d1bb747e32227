import type { Millis } from '../../../domain/platform.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import { type JsonObject, numberField } from '../../shared/fields.ts';
import { type Graph, graphCall } from '../../shared/meta/graph/graph.ts';
import { issuedToken, tokenSet } from '../../shared/meta/graph/tokens.ts';

const DAY_MS = 24 * 3_600_000;
/** A long-lived token's life. */
const LIFE_MS = 60 * DAY_MS;
/** A younger token is not refreshed: Meta answers with an error that means nothing else. */
const MIN_AGE_MS = DAY_MS;

/** The addresses of tokens have no version, and take the token as a parameter only. */
function rootOf(graph: Graph): Graph {
  return { ...graph, base: 'https://graph.instagram.com' };
}

/** A token of 60 days for one of an hour, which stays good: asking twice does no harm. */
export async function longLived(
  graph: Graph,
  token: SecretText,
  now: Millis,
): Promise<{ token: SecretText; set: TokenSet }> {
  const query = {
    grant_type: 'ig_exchange_token',
    client_secret: graph.app.secret.reveal(),
    access_token: token.reveal(),
  };
  const body = await graphCall(rootOf(graph), { path: '/access_token', query, token: null });
  const issued = issuedToken(graph.platform, body);
  return { token: issued, set: tokenSet(issued, endOf(body, now)) };
}

/**
 * A new token of 60 days. Whether the old one stays good is not documented, so it is not asked for twice. A token of the last 24 hours is
 * given back as it is.
 * https://developers.facebook.com/documentation/instagram-platform/reference/refresh_access_token
 */
export async function refreshed(
  graph: Graph,
  token: SecretText,
  tokens: TokenSet,
  now: Millis,
): Promise<TokenSet> {
  const ageMs = tokens.expiresAt === null ? LIFE_MS : LIFE_MS - (tokens.expiresAt - now);
  if (ageMs < MIN_AGE_MS) return tokens;
  const query = { grant_type: 'ig_refresh_token', access_token: token.reveal() };
  const call = { path: '/refresh_access_token', query, token: null, idempotent: false };
  const body = await graphCall(rootOf(graph), call);
  return tokenSet(issuedToken(graph.platform, body), endOf(body, now), tokens.authorizedUntil);
}

/** Without a word on it, the life that the documentation promises: a token that counts as endless would never be refreshed. */
function endOf(body: JsonObject, now: Millis): Millis {
  const seconds = numberField(body, 'expires_in') ?? 0;
  return now + (seconds > 0 ? seconds * 1_000 : LIFE_MS);
}
