import type { Head } from '../domain/conversation.ts';
import type { Millis } from '../domain/platform.ts';
import type { InboxDeps } from './inbox-deps.ts';

/** The job is asked for before the head is written, so it waits until that is done. */
const PROFILE_AFTER_MS: Millis = 2_000;

/**
 * What goes with the first writing of a head, before it: the look-up that leads from the customer to it, and a question to the platform who
 * that is, where no delivery has said so. Whoever dies in between leaves no head, and the delivery comes back and does it again.
 * @param before null: there is no head yet
 */
export async function beginConversation(
  { store, media }: Pick<InboxDeps, 'store' | 'media'>,
  before: Head | null,
  next: Head,
): Promise<void> {
  if (before === null) await store.addConversationOf(next);
  if (media === undefined || !isNameless(before, next)) return;
  const { workspaceId, conversationId } = next;
  await media.ask([{ kind: 'profile', workspaceId, conversationId }], PROFILE_AFTER_MS);
}

/** From now on it is known whom to ask about. Of people who only commented, platforms tell no more than the comment does. */
function isNameless(before: Head | null, next: Head): boolean {
  const isKnownNow = before?.ids === undefined && next.ids !== undefined;
  return isKnownNow && next.name === undefined && next.threadKind !== 'comment';
}
