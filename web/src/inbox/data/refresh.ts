import type { InfiniteData } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import type { Schema } from '../../api/client.ts';
import { ME_KEY } from '../../api/me.ts';
import { queryClient } from '../../api/query-client.ts';
import { type Filters, matches } from '../filters.ts';
import { missingIn, placed, withFirstPage, without } from './list-pages.ts';
import { KEYS, readConversation, readList, readTimeline } from './queries.ts';
import { type Entry, withEntry, withNewest } from './timeline-pages.ts';

type List = InfiniteData<Schema<'ConversationPage'>, string | null>;
type Timeline = InfiniteData<Schema<'TimelinePage'>, string | null>;

/** Who is signed in; empty before that is known. */
export function myId(): string {
  return queryClient.getQueryData<Schema<'Me'>>(ME_KEY)?.user.id ?? '';
}

/** Shows a conversation as the API just gave it, wherever it is shown. */
export function showConversation(conversation: Schema<'Conversation'>): void {
  queryClient.setQueryData<Schema<'Conversation'>>(KEYS.conversation(conversation.id), (known) =>
    known && known.revision > conversation.revision ? known : conversation,
  );
  for (const [key, list] of queryClient.getQueriesData<List>({ queryKey: KEYS.lists })) {
    const belongs = matches(key[2] as Filters, conversation, myId());
    if (list) queryClient.setQueryData(key, withPages(list, placed(list.pages, conversation, belongs)));
  }
}

/** Shows an entry as the API just gave it. */
export function showEntry(entry: Entry): void {
  queryClient.setQueryData<Timeline>(
    KEYS.timeline(entry.conversationId),
    (timeline) => timeline && withPages(timeline, withEntry(timeline.pages, entry)),
  );
}

/** Reads a conversation again. One that is gone is shown no more. @throws ApiError when it cannot be read */
export async function refreshConversation(id: string): Promise<void> {
  try {
    showConversation(await readConversation(id));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    for (const [key, list] of queryClient.getQueriesData<List>({ queryKey: KEYS.lists }))
      if (list) queryClient.setQueryData(key, withPages(list, without(list.pages, id)));
    void queryClient.invalidateQueries({ queryKey: KEYS.conversation(id) });
  }
}

/** Reads the newest part of a timeline again, if it is shown. */
export async function refreshTimeline(id: string): Promise<void> {
  if (!queryClient.getQueryData(KEYS.timeline(id))) return;
  const fresh = await readTimeline(id, null);
  queryClient.setQueryData<Timeline>(
    KEYS.timeline(id),
    (timeline) => timeline && withPages(timeline, withNewest(timeline.pages, fresh)),
  );
}

/** Reads the beginning of a list again, and by itself what is shown and not in it; other lists are read when they are shown. */
export async function refreshList(filters: Filters): Promise<void> {
  const key = KEYS.list(filters);
  if (!queryClient.getQueryData(key)) return;
  const fresh = await readList(filters, myId(), null);
  const missing = missingIn(queryClient.getQueryData<List>(key)?.pages ?? [], fresh);
  queryClient.setQueryData<List>(key, (list) => list && withPages(list, withFirstPage(list.pages, fresh)));
  await Promise.allSettled(missing.map(refreshConversation));
}

/** As many cursors as there are pages: those of the pages before. */
function withPages<P extends { readonly nextCursor: string | null }>(
  data: InfiniteData<P, string | null>,
  pages: readonly P[],
): InfiniteData<P, string | null> {
  if (pages === data.pages) return data;
  return {
    pages: [...pages],
    pageParams: pages.map((_, i) => (i === 0 ? null : (pages[i - 1]?.nextCursor ?? null))),
  };
}
