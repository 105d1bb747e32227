import type { Conversation } from '../domain/conversation-view.ts';
import type { Session } from '../domain/member.ts';
import { findShown } from './find-head.ts';
import { openHead, type ViewDeps, viewConversation } from './view-conversation.ts';

/** One conversation of the workspace. @throws NotFound */
export async function readConversation(
  deps: ViewDeps,
  session: Session,
  conversationId: string,
): Promise<Conversation> {
  const head = await findShown(deps, session, conversationId);
  return viewConversation(deps, await openHead(deps, head));
}
