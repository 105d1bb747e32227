import type { TokenSet } from '../../domain/token-set.ts';

/** The secret of the merchant's own application stays with the tokens that were issued for it. */
export function withClientSecret(tokens: TokenSet, given: TokenSet): TokenSet {
  const secret = given.secrets.client_secret;
  return secret ? { ...tokens, secrets: { client_secret: secret, ...tokens.secrets } } : tokens;
}
