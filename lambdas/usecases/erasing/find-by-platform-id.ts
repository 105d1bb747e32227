import { CONVERSATION_STATUSES, type Head, listedAt } from '../../domain/conversation.ts';
import type { SealedIds } from '../../domain/stored.ts';
import type { HeadPosition, InboxStore } from '../../ports/inbox-store.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { place } from '../places.ts';

/** Heads of one page. */
const PAGE = 100;

/** What finding needs. */
export interface FindByIdDeps {
  readonly store: Pick<InboxStore, 'heads'>;
  readonly sealer: Sealer;
}

/**
 * Subjects whose conversations of a connection name that id of a person. On platforms whose people are known by their threads (Shopee, Lazada,
 * TikTok) no id of ours follows from a person's: every conversation of the connection is opened, on the eraser's own time.
 */
export async function subjectsByPlatformId(
  deps: FindByIdDeps,
  workspaceId: string,
  connectionId: string,
  platformUserId: string,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const head of headsOf(deps, workspaceId)) {
    if (head.connectionId !== connectionId || head.threadKind !== 'direct' || !head.ids) continue;
    const ids = await deps.sealer.open<SealedIds>(place.ids(head), head.ids);
    if (ids?.includes(platformUserId)) found.add(head.subjectId);
  }
  return [...found];
}

async function* headsOf({ store }: FindByIdDeps, workspaceId: string): AsyncGenerator<Head> {
  for (const status of CONVERSATION_STATUSES) {
    let after: HeadPosition | undefined;
    do {
      const heads = await store.heads(workspaceId, status, { limit: PAGE, ...(after ? { after } : {}) });
      yield* heads;
      const last = heads.length < PAGE ? undefined : heads.at(-1);
      after = last && { lastActivityAt: listedAt(last) ?? 0, conversationId: last.conversationId };
    } while (after);
  }
}
