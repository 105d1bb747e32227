import { createHash, createHmac } from 'node:crypto';
import { digestOf } from '../../domain/digest.ts';
import type { ConnectingDeps } from './connecting-deps.ts';

/**
 * PKCE (RFC 7636). The verifier derives from the secret in the browser's cookie, so that it is stored nowhere: whoever reads the database cannot
 * finish a consent.
 */
export function codeVerifierOf(cookieSecret: string, state: string): string {
  return createHmac('sha256', cookieSecret).update(`pkce ${state}`).digest('base64url');
}

/** S256 of a verifier. */
export function codeChallengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** S06: 256 random bits, for a state or a cookie. */
export function newSecret({ random }: Pick<ConnectingDeps, 'random'>): string {
  return random.bytes(32).toString('base64url');
}

/** The cookie of an attempt. Each has its own, so that two consents at the same time do not undo each other. */
export function cookieName(state: string): string {
  return `kaojai_connect_${digestOf(state).slice(0, 12)}`;
}

/** The exact address that is registered with the platform, and to which it sends the browser back. */
export function redirectUriOf(
  { publicBaseUrl }: Pick<ConnectingDeps, 'publicBaseUrl'>,
  platform: string,
): string {
  return `${publicBaseUrl}/oauth/${platform}/callback`;
}
