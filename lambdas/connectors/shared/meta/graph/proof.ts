import type { SecretText } from '../../../../domain/secret-text.ts';
import { hmacSha256 } from '../../hmac.ts';

/**
 * `appsecret_proof`: shows that a call comes from the application's server and not from somebody who found the token. The key is the
 * secret as text, never hex-decoded; the token is the very one of the call.
 * https://developers.facebook.com/docs/graph-api/guides/secure-requests
 * @param atSec for the form that is good for about 5 minutes, sent along as `appsecret_time`
 */
export function appsecretProof(secret: SecretText, token: SecretText, atSec?: number): string {
  const time = atSec === undefined ? '' : `|${atSec}`;
  return hmacSha256(secret.reveal(), token.reveal(), time).toString('hex');
}
