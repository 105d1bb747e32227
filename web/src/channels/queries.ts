import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../api/client.ts';
import { useList } from '../api/use-list.ts';
import type { ConnectOrder } from './connect-order.ts';

const LIST = ['channels', 'list'] as const;
const PER_PAGE = 100;

/** All connections of the workspace. */
export function useChannels() {
  return useList<Schema<'Connection'>>(LIST, (cursor, signal) =>
    answerOf(
      api().GET('/v1/connections', {
        signal,
        params: { query: { limit: PER_PAGE, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
}

/** One connection. */
export function useChannel(id: string) {
  return useQuery({
    queryKey: ['channels', 'one', id],
    queryFn: ({ signal }) =>
      answerOf(api().GET('/v1/connections/{id}', { signal, params: { path: { id } } })),
  });
}

/** The accounts behind a consent. */
export function useChoices(id: string) {
  return useQuery({
    queryKey: ['channels', 'choices', id],
    queryFn: ({ signal }) =>
      answerOf(api().GET('/v1/connections/{id}/choices', { signal, params: { path: { id } } })),
  });
}

/** Begins to connect. */
export function useConnect() {
  return useChange((body: ConnectOrder) => answerOf(api().POST('/v1/connections', { body })));
}

/** Connects the chosen ones of the accounts behind a consent. */
export function useChoose(id: string) {
  return useChange((accountIds: string[]) =>
    answerOf(api().POST('/v1/connections/{id}/choices', { params: { path: { id } }, body: { accountIds } })),
  );
}

/** Disconnects, and keeps what came by it or has it erased. */
export function useDisconnect(id: string) {
  return useChange((data: 'keep' | 'erase') =>
    answerOf(api().DELETE('/v1/connections/{id}', { params: { path: { id }, query: { data } } })),
  );
}

/** Something that changes connections: whatever was read of them is read again. */
function useChange<In, Out>(mutationFn: (order: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    // Choices are used up by choosing: asking for them again would only be refused.
    onSettled: () =>
      queries.invalidateQueries({
        queryKey: ['channels'],
        predicate: ({ queryKey }) => queryKey[1] !== 'choices',
      }),
  });
}
