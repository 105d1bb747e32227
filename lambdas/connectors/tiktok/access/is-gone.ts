import { PlatformRefusal } from '../../../domain/platform-refusal.ts';

/**
 * Whether a refusal says that there is nothing left to switch off or revoke (a suspended account sends nothing, and nothing can be
 * changed of it). An access token that is merely past its life is not among them: with a new one the call would still do its work.
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof PlatformRefusal)) return false;
  if (error.kind === 'token_invalid') return !EXPIRED.has(error.platformCode);
  return GONE.has(error.kind);
}

const GONE: ReadonlySet<string> = new Set(['authorization_gone', 'not_found', 'account_suspended']);
/** "Access token expired" of Shop and of Business. */
const EXPIRED: ReadonlySet<string> = new Set(['105002', '40102']);
