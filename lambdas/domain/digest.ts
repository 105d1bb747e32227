import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256, base64url: what is stored of a secret that only has to be recognised. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Whether a digest is that of the secret, in constant time. */
export function isDigestOf(digest: string, secret: string): boolean {
  const [stored, given] = [Buffer.from(digest), Buffer.from(digestOf(secret))];
  return stored.length === given.length && timingSafeEqual(stored, given);
}
