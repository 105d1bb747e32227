import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from './client.ts';

const FRESH_MS = 5 * 60_000;

/** Names of what is cached; pages add theirs below a name of their own. */
export const ME_KEY = ['me'] as const;

/** Who is signed in, in which workspace, and what they may do. */
export function useMe() {
  return useQuery({
    queryKey: ME_KEY,
    queryFn: ({ signal }): Promise<Schema<'Me'>> => answerOf(api().GET('/v1/me', { signal })),
    staleTime: FRESH_MS,
  });
}

/** Whether the signed-in user has a permission such as `inbox:reply`; no, until that is known. The API decides in any case. */
export function useCan(permission: string): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}
