import type { Head } from '../../domain/conversation.ts';
import type { EndingConversation } from '../../ports/expiring-data.ts';
import type { RetainingDeps, SharedConversations } from './retaining-deps.ts';

/** Conversations looked at for groups: with more than that, it is taken for granted that there are some. */
const MAX_HEADS = 20_000;

/** What is known of a workspace's conversations of several people; worked out once it is asked for. */
export interface SharedLookUp {
  readonly settings: { readonly workspaceId: string };
  shared?: Promise<SharedConversations | null>;
}

/**
 * Whether something that the conversation's customer wrote may stand in a conversation of several people: the same key seals it, so the key has to
 * stay. Nobody knows who wrote where without reading all groups, so a group, a room or comments at the same account are enough.
 */
export async function isElsewhere(
  deps: RetainingDeps,
  workspace: SharedLookUp,
  { connectionId, conversationId }: Pick<EndingConversation, 'connectionId' | 'conversationId'>,
): Promise<boolean> {
  if (connectionId === null) return false;
  workspace.shared ??= findShared(deps, workspace.settings.workspaceId);
  const shared = await workspace.shared;
  if (shared === null) return true;
  return [...(shared.get(connectionId) ?? [])].some((id) => id !== conversationId);
}

/** The key of a group seals nothing but that group. */
export function sealsElsewhere({ threadKind }: Head): boolean {
  return threadKind !== 'group' && threadKind !== 'room';
}

/** Null: too many conversations to say. */
async function findShared({ data }: RetainingDeps, workspaceId: string): Promise<SharedConversations | null> {
  const shared = new Map<string, Set<string>>();
  let looked = 0;
  let cursor: string | null = null;
  do {
    const page = await data.heads(workspaceId, cursor);
    looked += page.heads.length;
    for (const { threadKind, connectionId, conversationId } of page.heads)
      if (threadKind !== 'direct')
        shared.set(connectionId, (shared.get(connectionId) ?? new Set()).add(conversationId));
    cursor = page.cursor;
  } while (cursor !== null && looked < MAX_HEADS);
  return cursor === null ? shared : null;
}
