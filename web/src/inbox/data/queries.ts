import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { type Filters, queryOf } from '../filters.ts';
import type { Account } from './limits.ts';

/** Names of what is cached. */
export const KEYS = {
  lists: ['inbox', 'list'],
  list: (filters: Filters) => ['inbox', 'list', filters],
  conversation: (id: string) => ['inbox', 'conversation', id],
  timeline: (id: string) => ['inbox', 'timeline', id],
  customer: (id: string) => ['inbox', 'customer', id],
  attachment: (id: string, variant: string) => ['inbox', 'attachment', id, variant],
  accounts: ['inbox', 'accounts'],
} as const;

const LIST_PAGE = 50;
const TIMELINE_PAGE = 50;
/** Accounts of a workspace that are read; nobody has more. */
const MOST_ACCOUNTS = 100;
const ACCOUNTS_FRESH_MS = 60_000;

/** A page of the list. */
export function readList(
  filters: Filters,
  myId: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Schema<'ConversationPage'>> {
  const query = { ...queryOf(filters, myId), limit: LIST_PAGE, ...(cursor && { cursor }) };
  return answerOf(api().GET('/v1/conversations', { params: { query }, ...(signal && { signal }) }));
}

/** A page of a timeline, newest first. */
export function readTimeline(
  id: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Schema<'TimelinePage'>> {
  const query = { limit: TIMELINE_PAGE, ...(cursor && { cursor }) };
  return answerOf(
    api().GET('/v1/conversations/{id}/timeline', {
      params: { path: { id }, query },
      ...(signal && { signal }),
    }),
  );
}

/** One conversation. */
export function readConversation(id: string, signal?: AbortSignal): Promise<Schema<'Conversation'>> {
  return answerOf(
    api().GET('/v1/conversations/{id}', { params: { path: { id } }, ...(signal && { signal }) }),
  );
}

/** The list, page by page. */
export function useConversations(filters: Filters) {
  const myId = useMe().data?.user.id ?? '';
  return useInfiniteQuery({
    queryKey: KEYS.list(filters),
    queryFn: ({ pageParam, signal }) => readList(filters, myId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useConversation(id: string) {
  return useQuery({ queryKey: KEYS.conversation(id), queryFn: ({ signal }) => readConversation(id, signal) });
}

/** A timeline, newest page first. */
export function useTimeline(id: string) {
  return useInfiniteQuery({
    queryKey: KEYS.timeline(id),
    queryFn: ({ pageParam, signal }) => readTimeline(id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** The connected accounts, for names and limits; empty until they are known. */
export function useAccounts(): readonly Account[] {
  const query = useQuery({
    queryKey: KEYS.accounts,
    queryFn: ({ signal }) =>
      answerOf(api().GET('/v1/connections', { params: { query: { limit: MOST_ACCOUNTS } }, signal })),
    staleTime: ACCOUNTS_FRESH_MS,
  });
  return query.data?.items ?? [];
}

/** One of them. */
export function useAccount(id: string): Account | undefined {
  return useAccounts().find((account) => account.id === id);
}
