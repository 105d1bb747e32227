import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list, as the API answers it. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A list of the API, page by page: all that was read so far, and whether there is more. */
export function useList<T>(
  queryKey: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<T>>,
  { every }: { readonly every?: (items: readonly T[]) => number | false } = {},
) {
  const query = useInfiniteQuery<
    ListPage<T>,
    Error,
    InfiniteData<ListPage<T>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => every?.(itemsOf(state.data?.pages)) ?? false,
  });
  return { ...query, items: itemsOf(query.data?.pages) };
}

function itemsOf<T>(pages: readonly ListPage<T>[] = []): readonly T[] {
  return pages.flatMap(({ items }) => items);
}
