import { type Head, listedAt } from '../domain/conversation.ts';
import { NotFound } from '../domain/errors.ts';
import type { Session } from '../domain/member.ts';
import type { InboxStore } from '../ports/inbox-store.ts';

/**
 * The head of a conversation of the workspace.
 * @throws NotFound for an unknown id, for one of another workspace, and while nothing in it can be shown
 */
export async function findHead(
  deps: { readonly store: InboxStore },
  { workspaceId }: Session,
  conversationId: string,
): Promise<Head> {
  const head = await deps.store.head({ workspaceId, conversationId }, 'fresh');
  if (head === null || listedAt(head) === undefined) throw new NotFound('conversation');
  return head;
}
