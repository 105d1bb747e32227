import { type Head, listedAt } from '../domain/conversation.ts';
import { NotFound } from '../domain/errors.ts';
import type { Session } from '../domain/member.ts';
import type { InboxStore } from '../ports/inbox-store.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { isErased } from './refuse-erased.ts';
import { isOver, type OverDeps } from './refuse-over.ts';

interface FindDeps {
  readonly store: Pick<InboxStore, 'head'>;
}

/**
 * The head of a conversation of the workspace.
 * @throws NotFound for an unknown id, for one of another workspace, while nothing in it can be shown, and while its customer is being erased
 */
export async function findHead(
  deps: FindDeps,
  { workspaceId }: Session,
  conversationId: string,
): Promise<Head> {
  const head = await deps.store.head({ workspaceId, conversationId }, 'fresh');
  if (head === null || listedAt(head) === undefined || head.restrictedBy !== undefined)
    throw new NotFound('conversation');
  return head;
}

/** The same, to be shown. @throws NotFound also for one whose customer was erased, or whose time is over */
export async function findShown(
  deps: FindDeps & OverDeps & { readonly keys: Pick<SubjectKeys, 'existingKey'> },
  session: Session,
  conversationId: string,
): Promise<Head> {
  const head = await findHead(deps, session, conversationId);
  if ((await isOver(deps, head)) || (await isErased(deps, head))) throw new NotFound('conversation');
  return head;
}
