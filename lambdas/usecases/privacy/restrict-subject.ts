import {
  type Head,
  newestMoment,
  withErasedAt,
  withoutRestriction,
  withRestriction,
} from '../../domain/conversation.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { SubjectErasure } from '../../ports/subject-keys.ts';
import { type InboxDeps, untilWritten } from '../inbox-deps.ts';

/** What restricting a person takes. */
export interface RestrictDeps extends Pick<InboxDeps, 'turns'> {
  readonly store: Pick<InboxStore, 'conversationsOf' | 'head' | 'saveHead'>;
  readonly erasure: SubjectErasure;
  readonly clock: Clock;
}

/** Who is restricted, and by which request. */
export interface Restriction {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly requestId: string;
}

/**
 * From now on nothing is stored for, shown of or sent to the person. Can be repeated; the moment of the erasure then moves forward.
 *
 * The order matters. Once the key is restricted, no new conversation is written into without asking about it; once the heads are marked, none of
 * the others is. What was stored until then has to be of before the erasure, so its moment is taken last: it is never later than `at` without
 * need, and nothing that is newer has been stored.
 * @param at the moment of the erasure at the earliest
 * @returns the moment of the erasure
 */
export async function restrictSubject(
  deps: RestrictDeps,
  { workspaceId, subjectId, requestId, at }: Restriction & { readonly at: Millis },
): Promise<Millis> {
  await deps.erasure.restrict(workspaceId, subjectId, requestId, at);
  const newest = await changeHeads(deps, { workspaceId, subjectId }, (head) =>
    withRestriction(head, requestId),
  );
  // A platform's clock may be ahead of ours: what stands there already is not newer than the erasure.
  const moment = Math.max(at, deps.clock.now(), ...newest);
  await deps.erasure.restrict(workspaceId, subjectId, requestId, moment);
  return moment;
}

/**
 * The person may write again, as somebody new. First the heads that are still there, which a legal hold may have kept, then the key: until the
 * end whoever meets one of them asks about the other.
 * @param at the moment of the erasure
 */
export async function releaseSubject(
  deps: RestrictDeps,
  { workspaceId, subjectId, requestId, at }: Restriction & { readonly at: Millis },
): Promise<void> {
  await changeHeads(deps, { workspaceId, subjectId }, (head) =>
    head.restrictedBy === requestId ? withErasedAt(withoutRestriction(head), at) : head,
  );
  await deps.erasure.release(workspaceId, subjectId, requestId);
}

/** @returns the newest moment of each */
async function changeHeads(
  deps: RestrictDeps,
  { workspaceId, subjectId }: Pick<Restriction, 'workspaceId' | 'subjectId'>,
  change: (head: Head) => Head,
): Promise<readonly Millis[]> {
  const moments: Millis[] = [];
  for (const conversationId of await deps.store.conversationsOf(workspaceId, subjectId)) {
    const moment = await untilWritten(deps, async () => {
      const head = await deps.store.head({ workspaceId, conversationId }, 'fresh');
      if (head === null) return 0;
      const next = change(head);
      return next === head || (await deps.store.saveHead(next, head.rev)) ? newestMoment(head) : undefined;
    });
    moments.push(moment);
  }
  return moments;
}
