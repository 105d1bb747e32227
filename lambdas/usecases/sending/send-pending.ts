import type { Head } from '../../domain/conversation.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Outbox, StoredMessage } from '../../domain/stored.ts';
import type { OutboundLimits } from '../../ports/connector.ts';
import type { SendJob } from '../../ports/send-jobs.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import type { OpenedHead } from '../view-conversation.ts';
import { openHead } from '../view-conversation.ts';
import { callPlatform } from './call-platform.ts';
import { findPending } from './find-pending.ts';
import type { SendingDeps } from './sending-deps.ts';
import { settleLeft } from './settle.ts';

/** Steps of one job; the next job goes on. */
const STEPS = 25;
/** The longest that the queue holds a job back. */
const LONGEST_DELAY_S = 900;

/**
 * Sends what waits in a conversation, the oldest first, one call at a time. A message is claimed by a write over its revision directly before
 * the platform is called, so that nobody else calls for it; where a claim is left by somebody who died, only a platform that tells repeats
 * apart is asked again. Everything else ends as `unknown`, and its echo settles it.
 */
export async function sendPending(deps: SendingDeps, job: SendJob): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const head = await deps.store.head(job, 'fresh');
    if (!head) return;
    const pending = await findPending(deps, head, job);
    if (pending === 'later') return putOff(deps, job);
    const next = await takeFirst(deps, head, pending);
    if (next === 'done') return;
    if (next === 'again') continue;
    if (next.isOthers) return putOff(deps, job, next.wait);
    return deps.sends.ask(job, seconds(next.wait));
  }
  await deps.sends.ask(job);
}

/** Somebody else is at it, and is done in a moment or never: each time the job waits twice as long. */
async function putOff(deps: SendingDeps, job: SendJob, atMost: Millis = Number.POSITIVE_INFINITY) {
  const { putOff = 0 } = job;
  await deps.sends.ask({ ...job, putOff: putOff + 1 }, Math.min(seconds(atMost), 2 ** putOff));
}

function seconds(wait: Millis): number {
  return Math.min(LONGEST_DELAY_S, Math.ceil(wait / 1_000));
}

/** How long nothing can be done, and whether because somebody else is calling. */
interface Wait {
  readonly wait: Millis;
  readonly isOthers: boolean;
}

/** Takes what waits one step further. `done`: as far as is known, nothing waits any more. */
async function takeFirst(
  deps: SendingDeps,
  head: Head,
  pending: readonly StoredMessage[],
): Promise<'done' | 'again' | Wait> {
  const [first] = pending;
  if (!first) return 'done';
  const now = deps.clock.now();
  const { outbox = NONE } = first;
  const limits = connectorOf(deps, head.platform).manifest.outbound[head.surface];
  if (outbox.leaseUntil !== undefined && outbox.leaseUntil > now)
    return { wait: outbox.leaseUntil - now, isOthers: true };
  if (outbox.notBefore > now) return { wait: outbox.notBefore - now, isOthers: false };
  if (first.state === 'sending' && (outbox.once || !limits?.idempotent)) {
    await settleLeft(deps, head, first);
    return 'again';
  }
  const batch = batchOf(first, pending, limits);
  const sent = await callPlatform(deps, await openHead(deps, head), batch);
  // What was written since has a job of its own.
  return sent && batch.length === pending.length ? 'done' : 'again';
}

const NONE: Outbox = { key: '', tries: 0, notBefore: 0, by: '' };

/** What goes out in one call: a try that is repeated takes the messages that it took before; a first one what else waits of the same writer. */
function batchOf(
  first: StoredMessage,
  pending: readonly StoredMessage[],
  limits: OutboundLimits | undefined,
): readonly StoredMessage[] {
  const most = limits?.batch ?? 1;
  const together = pending.filter(({ outbox = NONE }) =>
    first.outbox?.tries
      ? outbox.key === first.outbox.key
      : outbox.tries === 0 && outbox.by === first.outbox?.by,
  );
  // Only what stands directly behind the first: order is not changed.
  const end = pending.findIndex((message) => !together.includes(message));
  return pending.slice(0, Math.min(most, end === -1 ? pending.length : end));
}

/** A conversation whose sealed ids have been opened. */
export type Addressed = OpenedHead;
