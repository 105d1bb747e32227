import type { Head } from '../../domain/conversation.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Outbox, StoredMessage } from '../../domain/stored.ts';
import type { OutboundLimits } from '../../ports/connector.ts';
import type { SendJob } from '../../ports/send-jobs.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import type { OpenedHead } from '../view-conversation.ts';
import { openHead } from '../view-conversation.ts';
import { callPlatform } from './call-platform.ts';
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
export async function sendPending(deps: SendingDeps, ref: SendJob): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const head = await deps.store.head(ref, 'fresh');
    const pending = head ? await deps.outbox.pending(ref, ref.from) : [];
    const [first] = pending;
    if (!head || !first?.outbox) return;
    const wait = await takeFirst(deps, head, first, pending);
    if (wait === null) continue;
    await deps.sends.ask(ref, Math.min(LONGEST_DELAY_S, Math.ceil(wait / 1_000)));
    return;
  }
  await deps.sends.ask(ref);
}

/** Null: one step further; otherwise how long nothing can be done. */
async function takeFirst(
  deps: SendingDeps,
  head: Head,
  first: StoredMessage,
  pending: readonly StoredMessage[],
): Promise<Millis | null> {
  const now = deps.clock.now();
  const { outbox = NONE } = first;
  const limits = connectorOf(deps, head.platform).manifest.outbound[head.surface];
  if (outbox.leaseUntil !== undefined && outbox.leaseUntil > now) return outbox.leaseUntil - now;
  if (outbox.notBefore > now) return outbox.notBefore - now;
  if (first.state === 'sending' && (outbox.once || !limits?.idempotent)) await settleLeft(deps, head, first);
  else await callPlatform(deps, await openHead(deps, head), batchOf(first, pending, limits));
  return null;
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
