import type { Millis } from './platform.ts';
import type { SecretText } from './secret-text.ts';

/**
 * What a platform secret is for; part of the encryption context, so that a function can be given one and not the others.
 * `client_secret` is the merchant's own application's: LINE channels, Shopee in-house apps.
 */
export const TOKEN_PURPOSES = ['access_token', 'refresh_token', 'client_secret'] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/** What a platform granted: secrets, and until when they are good. */
export interface TokenSet {
  readonly secrets: Readonly<Partial<Record<TokenPurpose, SecretText>>>;
  /** When the access token stops working; null = never, or it is issued anew for each use. */
  readonly expiresAt: Millis | null;
  /** After this no refresh helps and the merchant has to consent again; null = never, or the platform does not say. */
  readonly authorizedUntil: Millis | null;
}
