import type { Head } from '../../domain/conversation.ts';
import type { Millis } from '../../domain/platform.ts';
import { PlatformRefusal, type RefusalKind } from '../../domain/platform-refusal.ts';
import type { SendFailureCode } from '../../domain/send-failure.ts';
import type { StoredMessage } from '../../domain/stored.ts';
import { EgressError } from '../../ports/egress.ts';
import { retryTime } from '../keeping/retry-time.ts';
import type { SendingDeps } from './sending-deps.ts';
import { change, NO_OUTBOX } from './settle.ts';

/** A call that did not end well: once more later, never again, or nobody knows. */
export async function settleCall(
  deps: SendingDeps,
  head: Head,
  message: StoredMessage,
  error: unknown,
  { idempotent }: { readonly idempotent: boolean },
): Promise<void> {
  const end = limited(deps, message, endOf(error, idempotent));
  await tell(deps, head, end);
  const at = retryAt(deps, message.outbox?.tries ?? 1, error, end);
  // Not what somebody else has claimed since.
  const isOwn = ({ state, outbox }: StoredMessage) =>
    state === 'sending' && outbox?.tries === message.outbox?.tries;
  await change(deps, head, message.entryId, async (current) =>
    isOwn(current) ? { message: ended(current, end, at) } : null,
  );
}

/**
 * No call was made: the message cannot be sent, or the platform refused what comes before. Nothing, if the message has changed since it was
 * read: then somebody else is at it.
 * @param why a code, or what was thrown
 * @throws what is not the platform's, until it has lasted for too long; the message then waits for the next job
 */
export async function settleUnsent(
  deps: SendingDeps,
  head: Head,
  message: StoredMessage,
  why: SendFailureCode | { readonly error: unknown },
): Promise<void> {
  const { outbox = NO_OUTBOX } = message;
  const tried: StoredMessage = {
    ...message,
    outbox: {
      ...outbox,
      tries: outbox.tries + 1,
      ...(message.state === 'sending' ? { doubtful: true } : {}),
    },
  };
  const error = typeof why === 'string' ? null : why.error;
  const end = limited(
    deps,
    tried,
    typeof why === 'string' ? { kind: 'failed', code: why } : unsentEnd(error),
  );
  if (end.kind === 'later' && !isOfPlatform(error)) throw error;
  await tell(deps, head, end);
  await deps.outbox.saveOutgoing(head, ended(tried, end, retryAt(deps, outbox.tries + 1, error, end)));
}

function unsentEnd(error: unknown): End {
  return isOfPlatform(error)
    ? { ...endOf(error, true), doubtful: false }
    : { kind: 'later', code: 'platform_unavailable' };
}

/** The message as it is from now on. What may have arrived is never called failed. */
function ended(message: StoredMessage, end: End, notBefore: Millis): StoredMessage {
  const { leaseUntil: _lease, once: _once, doubtful, ...rest } = message.outbox ?? NO_OUTBOX;
  const doubt = doubtful === true || end.doubtful === true;
  const outbox = { ...rest, ...(doubt ? { doubtful: true as const } : {}) };
  if (end.kind === 'later')
    return {
      ...message,
      state: 'queued',
      outbox: { ...outbox, notBefore, watched: true, failure: end.code },
    };
  return doubt
    ? { ...message, state: 'unknown', outbox: { ...outbox, failure: 'outcome_unknown' } }
    : { ...message, state: 'failed', outbox: { ...outbox, failure: end.code } };
}

async function tell(deps: SendingDeps, head: Head, end: End): Promise<void> {
  deps.meter.count('SendFailed', { Platform: head.platform, Reason: end.code });
  if (end.wake)
    await deps.jobs.ask([{ kind: 'connection', workspaceId: head.workspaceId, id: head.connectionId }]);
}

function retryAt(deps: SendingDeps, tries: number, error: unknown, { atOnce }: End): Millis {
  return atOnce
    ? deps.clock.now()
    : retryTime(deps, tries, isOfPlatform(error) ? error.retryAfterMs : undefined);
}

interface End {
  readonly kind: 'later' | 'failed';
  readonly code: SendFailureCode;
  /** The customer may have it. */
  readonly doubtful?: boolean;
  /** Without waiting: another way is tried. */
  readonly atOnce?: true;
  /** The keeper looks at the connection. */
  readonly wake?: true;
}

/** Then the agent writes it once more, if it still matters. */
const MOST_TRIES = 8;
const LONGEST_MS: Millis = 2 * 3_600_000;

const END: Readonly<Record<RefusalKind, End>> = {
  token_invalid: { kind: 'later', code: 'needs_reconnect', wake: true },
  authorization_gone: { kind: 'failed', code: 'needs_reconnect', wake: true },
  permission_missing: { kind: 'failed', code: 'permission_missing', wake: true },
  app_refused: { kind: 'failed', code: 'permission_missing' },
  account_suspended: { kind: 'failed', code: 'account_suspended', wake: true },
  code_invalid: { kind: 'failed', code: 'rejected' },
  rate_limited: { kind: 'later', code: 'platform_unavailable' },
  unavailable: { kind: 'later', code: 'platform_unavailable' },
  not_found: { kind: 'failed', code: 'customer_unreachable' },
  window_closed: { kind: 'failed', code: 'window_closed' },
  customer_unreachable: { kind: 'failed', code: 'customer_unreachable' },
  quota_exceeded: { kind: 'failed', code: 'quota_exceeded' },
  content_refused: { kind: 'failed', code: 'content_refused' },
  rejected: { kind: 'failed', code: 'rejected' },
};

/** The platform's word for a reply token that is too old: the answer goes out another way. */
const REPLY_TOKEN = 'reply_token';

/** Nothing is tried for ever. */
function limited({ clock }: SendingDeps, { outbox, receivedAt }: StoredMessage, end: End): End {
  const over = (outbox?.tries ?? 1) >= MOST_TRIES || clock.now() - receivedAt > LONGEST_MS;
  return over ? { ...end, kind: 'failed' } : end;
}

/** @throws what is not the platform's: the lease then says that somebody died with it */
function endOf(error: unknown, idempotent: boolean): End {
  if (!isOfPlatform(error)) throw error;
  if (error instanceof PlatformRefusal)
    return error.platformCode === REPLY_TOKEN
      ? { kind: 'later', code: 'platform_unavailable', atOnce: true }
      : END[error.kind];
  const doubtful = error.mayHaveArrived;
  return doubtful && !idempotent
    ? { kind: 'failed', code: 'outcome_unknown', doubtful }
    : { kind: 'later', code: 'platform_unavailable', doubtful };
}

function isOfPlatform(error: unknown): error is PlatformRefusal | EgressError {
  return error instanceof PlatformRefusal || error instanceof EgressError;
}
