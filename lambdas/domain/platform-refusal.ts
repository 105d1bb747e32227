import { KaoJaiError, type Remedy } from './errors.ts';
import type { Millis, PlatformId } from './platform.ts';

/** What a platform's "no" means to us, whatever its code and words are. */
export type RefusalKind =
  /** The access token is expired or spent: a new one may help. */
  | 'token_invalid'
  /** The authorisation is gone; only the merchant can give it again. */
  | 'authorization_gone'
  /** The authorisation lacks a permission. */
  | 'permission_missing'
  /** The operator's (or the merchant's own) application is not allowed or not set up for this. */
  | 'app_refused'
  /** The platform suspended the account; the merchant has to settle that there. */
  | 'account_suspended'
  /** The code of an OAuth return is spent, old or wrong. */
  | 'code_invalid'
  /** Too many calls. */
  | 'rate_limited'
  /** The platform is busy or broken. */
  | 'unavailable'
  /** It is not there (any more). */
  | 'not_found'
  /** The platform does not let the merchant write to this customer at the moment: its window is closed, or too much is unanswered. */
  | 'window_closed'
  /** The customer blocked the merchant, left, or is not there any more. */
  | 'customer_unreachable'
  /** The month's messages are used up. */
  | 'quota_exceeded'
  /** The platform does not take this content: a forbidden word, a file that it cannot read. */
  | 'content_refused'
  /** Anything else: the call is wrong, and stays so. */
  | 'rejected';

const REMEDY: Readonly<Record<RefusalKind, Remedy>> = {
  token_invalid: 'reconnect',
  authorization_gone: 'reconnect',
  permission_missing: 'reconnect',
  app_refused: 'fix_configuration',
  account_suspended: 'refuse',
  code_invalid: 'refuse',
  rate_limited: 'retry',
  unavailable: 'retry',
  not_found: 'refuse',
  window_closed: 'refuse',
  customer_unreachable: 'refuse',
  quota_exceeded: 'refuse',
  content_refused: 'refuse',
  rejected: 'refuse',
};

/** A platform answered, and said no. Classified by its codes, never by its words, which may be personal and are not kept. */
export class PlatformRefusal extends KaoJaiError {
  readonly kind: RefusalKind;
  readonly platform: PlatformId;
  /** The platform's own code, with its sub-code after a slash, such as `190/460`. */
  readonly platformCode: string;
  readonly retryAfterMs: Millis | undefined;

  constructor(kind: RefusalKind, platform: PlatformId, platformCode: string, retryAfterMs?: Millis) {
    super(`platform_${kind}`, REMEDY[kind], `${platform} refuses: ${kind.replaceAll('_', ' ')}`, [
      `code ${platformCode}`,
    ]);
    this.kind = kind;
    this.platform = platform;
    this.platformCode = platformCode;
    this.retryAfterMs = retryAfterMs;
  }
}
