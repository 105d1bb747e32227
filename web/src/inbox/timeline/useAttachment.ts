import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { answerOf, api } from '../../api/client.ts';
import { KEYS } from '../data/queries.ts';

/** Links live five minutes; a new one comes before. */
const FRESH_MS = 4 * 60_000;
/** While a file is being fetched from the platform. */
const PENDING_MS = 4_000;

/** A link to a file, read when it comes on the screen and kept good while it is there. */
export function useAttachment(id: string, variant: 'original' | 'thumbnail', enabled = true) {
  return useQuery({
    queryKey: KEYS.attachment(id, variant),
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: variant === 'thumbnail' ? { variant } : {} };
      return answerOf(api().GET('/v1/attachments/{id}', { params, signal }));
    },
    enabled,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
    refetchInterval: ({ state }) => (isPending(state.error) ? PENDING_MS : state.data ? FRESH_MS : false),
  });
}

function isPending(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'attachment_pending';
}
