import type { SecretText } from '../../../domain/secret-text.ts';
import { hmacSha256 } from '../../shared/hmac.ts';

/** What of a call is signed. Parameters and body never are, in any verb. */
export interface Signable {
  readonly partnerId: string;
  /** Begins with `/api/v2/`; no host, no query. */
  readonly path: string;
  /** Seconds; the signature is good for 5 minutes. */
  readonly timestamp: number;
  /** For calls in the name of a shop (or merchant): its token and its id. Public calls have none. */
  readonly owner?: { readonly accessToken: SecretText; readonly id: string };
}

/**
 * Lower-case hex of HMAC-SHA256 over partner id, path, timestamp and, for an owner's calls, access token and owner's id, without anything
 * between them. The key is used as text although it looks like hex. https://open.shopee.com/developer-guide/16
 */
export function signatureOf(partnerKey: SecretText, signable: Signable): string {
  return hmacSha256(partnerKey.reveal(), ...signedParts(signable)).toString('hex');
}

/** What is signed, in order. */
export function signedParts({ partnerId, path, timestamp, owner }: Signable): string[] {
  const parts = [partnerId, path, String(timestamp)];
  return owner ? [...parts, owner.accessToken.reveal(), owner.id] : parts;
}
