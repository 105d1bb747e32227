import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { errorText } from '../../ui/error-text.ts';
import { toast } from '../../ui/toasts.tsx';

export const VIEWS_KEY = ['inbox', 'views'] as const;
const FRESH_MS = 5 * 60_000;
const MOST = 100;

/** The reader's views and the shared ones; undefined until they are known, or where there are none to be had. */
export function useViews() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: VIEWS_KEY,
    queryFn: ({ signal }) => answerOf(api().GET('/v1/views', { params: { query: { limit: MOST } }, signal })),
    staleTime: FRESH_MS,
    retryOnMount: false,
  });
  const { mutate } = useMutation({
    mutationFn: (id: string) => answerOf(api().DELETE('/v1/views/{id}', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: VIEWS_KEY }),
    onError: (error) => toast({ text: errorText(t, error), kind: 'error' }),
  });
  return { views: query.data?.items, remove: mutate };
}
