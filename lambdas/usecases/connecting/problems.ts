import { PlatformRefusal, type RefusalKind } from '../../domain/platform-refusal.ts';
import { EgressError } from '../../ports/egress.ts';

/** What a connection's health says of a refusal. */
const PROBLEM: Readonly<Record<RefusalKind, string>> = {
  token_invalid: 'authorization_expired',
  authorization_gone: 'authorization_gone',
  permission_missing: 'permission_missing',
  app_refused: 'app_refused_by_platform',
  account_suspended: 'account_suspended',
  code_invalid: 'rejected_by_platform',
  rate_limited: 'platform_busy',
  unavailable: 'platform_unavailable',
  not_found: 'rejected_by_platform',
  window_closed: 'rejected_by_platform',
  customer_unreachable: 'rejected_by_platform',
  quota_exceeded: 'rejected_by_platform',
  content_refused: 'rejected_by_platform',
  rejected: 'rejected_by_platform',
};

/** The code of what went wrong in a call. @throws the error itself when it is not the platform's */
export function problemOfError(error: unknown): string {
  if (error instanceof PlatformRefusal) return PROBLEM[error.kind];
  if (error instanceof EgressError) return 'platform_unavailable';
  throw error;
}

/** Whether only the merchant can mend it, by consenting anew. */
export function needsConsent(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.kind === 'authorization_gone';
}

/** Whether a new access token may mend it. */
export function needsNewToken(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.kind === 'token_invalid';
}
