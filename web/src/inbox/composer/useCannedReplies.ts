import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { errorText } from '../../ui/error-text.ts';
import { toast } from '../../ui/toasts.tsx';

const KEY = ['inbox', 'canned'] as const;
const FRESH_MS = 5 * 60_000;
const PAGE = 100;

/** All of the workspace, at most 500; undefined until they are known, or where there are none to be had. */
export function useCannedReplies(): readonly Schema<'CannedReply'>[] | undefined {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => readAll(signal),
    staleTime: FRESH_MS,
    retryOnMount: false,
  }).data;
}

async function readAll(signal: AbortSignal): Promise<Schema<'CannedReply'>[]> {
  const found: Schema<'CannedReply'>[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor !== null && { cursor }) };
    const page: Schema<'CannedReplyPage'> = await answerOf(
      api().GET('/v1/canned-replies', { params: { query }, signal }),
    );
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Writes one for the whole workspace. */
export function useAddCannedReply() {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (body: { title: string; text: string }) =>
      answerOf(api().POST('/v1/canned-replies', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
    onError: (error) => toast({ text: errorText(t, error), kind: 'error' }),
  });
}

/** Removes one. */
export function useRemoveCannedReply(): (id: string) => void {
  const { t } = useTranslation();
  const { mutate } = useMutation({
    mutationFn: (id: string) =>
      answerOf(api().DELETE('/v1/canned-replies/{id}', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
    onError: (error) => toast({ text: errorText(t, error), kind: 'error' }),
  });
  return mutate;
}
