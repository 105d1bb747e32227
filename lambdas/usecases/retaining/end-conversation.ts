import type { Head } from '../../domain/conversation.ts';
import type { Millis } from '../../domain/platform.ts';
import type { RetentionLimits } from '../../domain/retention.ts';
import type { EndingConversation } from '../../ports/expiring-data.ts';
import { count, type RetainingDeps, type SweptWorkspace } from './retaining-deps.ts';
import { isElsewhere, type SharedLookUp, sealsElsewhere } from './shared-conversations.ts';

/** Longer than any function works on a delivery, and than the sweeper itself works: whoever knew the old head is done by then. */
export const RIPE_AFTER_MS: Millis = 10 * 60_000;

/** As what the sweep restricts a key. */
const BY = 'retention';

/**
 * Begins to take away a conversation as a whole: its head goes at once, if nobody has written over it. When it is its customer's only one, the key
 * is restricted until `finishEndings`, a few minutes later: a delivery that comes in between waits in its queue, and then starts a new person
 * with a new key. Without that, a message could be sealed with a key that is destroyed a moment later.
 */
export async function endConversation(
  deps: RetainingDeps,
  workspace: SweptWorkspace,
  head: Head,
  limits: RetentionLimits,
): Promise<void> {
  const { workspaceId, conversationId, subjectId } = head;
  const now = deps.clock.now();
  const isOnly = (await deps.store.conversationsOf(workspaceId, subjectId)).every(
    (id) => id === conversationId,
  );
  const connectionId = sealsElsewhere(head) ? head.connectionId : null;
  const ending = { workspaceId, conversationId, subjectId, connectionId, beganAt: now };
  const standing = await deps.keys.standing(workspaceId, subjectId);
  if (standing.restrictedBy !== undefined) return;
  const destroysKey = isOnly && standing.hasKey && !(await isElsewhere(deps, workspace, ending));
  await deps.data.addEnding(ending);
  // What is older than the rule stays out, should it be delivered once more; what is newer is welcome.
  if (destroysKey) await deps.erasure.restrict(workspaceId, subjectId, BY, limits.conversations - 1);
  await deps.data.deleteReceipts(head);
  if (!(await deps.data.deleteHead(head))) {
    await deps.erasure.release(workspaceId, subjectId, BY);
    return deps.data.deleteEnding(ending);
  }
  count(workspace.removed, 'conversations', 1);
}

/** Takes away what is left of conversations that were begun to be taken away, with their customers' keys. @returns how many */
export async function finishEndings(deps: RetainingDeps): Promise<number> {
  const now = deps.clock.now();
  const ripe = (await deps.data.endings()).filter(({ beganAt }) => beganAt + RIPE_AFTER_MS <= now);
  const lookUps = new Map<string, SharedLookUp>();
  for (const ending of ripe) {
    const { workspaceId } = ending;
    const lookUp = lookUps.get(workspaceId) ?? { settings: { workspaceId } };
    lookUps.set(workspaceId, lookUp);
    await finish(deps, lookUp, ending);
  }
  return ripe.length;
}

/**
 * A group that began while the key was being restricted may hold something of the customer: then the key stays.
 *
 * What was written by somebody who knew the old head goes while the key is restricted by us, for then it cannot be anything new. The key is
 * destroyed after that: a crash in between finds it restricted still, or all else gone.
 */
async function finish(deps: RetainingDeps, lookUp: SharedLookUp, ending: EndingConversation): Promise<void> {
  const { workspaceId, subjectId } = ending;
  const head = await deps.store.head(ending, 'fresh');
  const { restrictedBy } = await deps.keys.standing(workspaceId, subjectId);
  if (head === null && restrictedBy === BY) {
    await deps.data.wipe(ending);
    if (!(await isElsewhere(deps, lookUp, ending))) await deps.erasure.destroyKey(workspaceId, subjectId);
  }
  await deps.erasure.release(workspaceId, subjectId, BY);
  await deps.data.deleteEnding(ending);
}
