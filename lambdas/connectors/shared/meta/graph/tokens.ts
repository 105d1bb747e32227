import type { Millis } from '../../../../domain/platform.ts';
import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import { SecretText } from '../../../../domain/secret-text.ts';
import type { TokenSet } from '../../../../domain/token-set.ts';
import { type JsonObject, textField } from '../../fields.ts';

/** The one token that an account of Meta has. */
export function tokenSet(
  token: SecretText,
  expiresAt: Millis | null = null,
  authorizedUntil: Millis | null = null,
): TokenSet {
  return { secrets: { access_token: token }, expiresAt, authorizedUntil };
}

/**
 * The account's token.
 * @throws PlatformRefusal `authorization_gone` when there is none any more
 */
export function tokenOf(platform: string, tokens: TokenSet): SecretText {
  const token = tokens.secrets.access_token;
  if (token) return token;
  throw new PlatformRefusal('authorization_gone', platform, 'no token');
}

/**
 * `access_token` of an answer.
 * @throws PlatformRefusal `unavailable` when a good answer has none
 */
export function issuedToken(platform: string, body: JsonObject | undefined): SecretText {
  const token = textField(body, 'access_token');
  if (token) return new SecretText(token);
  throw new PlatformRefusal('unavailable', platform, 'no access_token');
}
