import { Misconfigured } from '../../../domain/errors.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { Account, PlatformApp } from '../../../ports/account-access.ts';

/**
 * The operator's app; both logins need it for every call.
 * @throws Misconfigured without one
 */
export function appOf({ app, login }: Pick<Account, 'app' | 'login'>): PlatformApp {
  if (app) return app;
  throw new Misconfigured('the application at tiktok is not set up', [`login ${login}`]);
}

/** @throws PlatformRefusal `token_invalid` without one: a new one may be had for the refresh token */
export function accessTokenOf({ tokens }: Account): SecretText {
  const token = tokens.secrets.access_token;
  if (token) return token;
  throw new PlatformRefusal('token_invalid', 'tiktok', 'no access token');
}

/** @throws PlatformRefusal `authorization_gone` without one: only another consent helps */
export function refreshTokenOf({ tokens }: Account): SecretText {
  const token = tokens.secrets.refresh_token;
  if (token) return token;
  throw new PlatformRefusal('authorization_gone', 'tiktok', 'no refresh token');
}
