import { KaoJaiError } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import { EgressError } from '../../ports/egress.ts';

/** What came of a try to keep a file. `reason`: a code, never anything that somebody wrote. */
export type Outcome =
  | { readonly state: 'stored'; readonly mimeType: string; readonly size: number }
  | { readonly state: 'linked' }
  /** It was there, and is not any more. */
  | { readonly state: 'expired'; readonly reason: string }
  /** It is not to be had, or not to be kept. */
  | { readonly state: 'failed'; readonly reason: string }
  /** Another time. */
  | { readonly state: 'later'; readonly reason: string; readonly afterMs?: Millis };

/** The content is not what the message says, or nothing at all. */
export class WrongContent extends KaoJaiError {
  constructor(code: 'wrong_type' | 'empty_file') {
    super(code, 'refuse', 'a file is not what its message says');
  }
}

/**
 * What an answer of the platform's media host means; null: it is good.
 * @param retryAfterMs as the platform asks
 */
export function outcomeOfStatus(status: number, retryAfterMs?: Millis): Outcome | null {
  if (status === 200) return null;
  const wait = retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
  // LINE: still transcoding.
  if (status === 202) return { state: 'later', reason: 'not_ready', ...wait };
  // Addresses that carry their own permission answer 403 once it has run out (Meta).
  if ([403, 404, 410].includes(status)) return { state: 'expired', reason: `status_${status}` };
  const passing = [401, 408, 425, 429].includes(status) || status >= 500;
  return passing
    ? { state: 'later', reason: `status_${status}`, ...wait }
    : { state: 'failed', reason: `status_${status}` };
}

/**
 * What a failure means for the file.
 * @throws the error itself when it is not the platform's or the file's: then the job comes back
 */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof WrongContent) return { state: 'failed', reason: error.code };
  if (error instanceof EgressError) return ofGate(error);
  if (error instanceof PlatformRefusal) return ofPlatform(error);
  throw error;
}

function ofGate({ kind, rule, remedy, retryAfterMs }: EgressError): Outcome {
  const reason = rule === undefined ? kind : `${kind}_${rule}`;
  if (remedy !== 'retry') return { state: 'failed', reason };
  return { state: 'later', reason, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
}

function ofPlatform({ kind, remedy, retryAfterMs }: PlatformRefusal): Outcome {
  if (kind === 'not_found') return { state: 'expired', reason: kind };
  // A consent may be renewed, an application set right, while the file is still there.
  if (remedy === 'refuse') return { state: 'failed', reason: kind };
  return { state: 'later', reason: kind, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
}
