import { createHash } from 'node:crypto';

/**
 * Fingerprint of what a connection hangs on at its platform (`GrantedAccount.links`), so that a person's id at the platform does not stand in
 * keys. It is no secret: whoever knows the id can compute it.
 */
export function linkPrint(link: string): string {
  return createHash('sha256').update(`link ${link}`).digest('base64url').slice(0, 22);
}
