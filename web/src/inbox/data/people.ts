import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';

const FRESH_MS = 5 * 60_000;
const MOST = 100;

/** Who works in the workspace; empty until that is known. */
export function useMembers(): readonly Schema<'Member'>[] {
  const query = useQuery({
    queryKey: ['inbox', 'members'],
    queryFn: ({ signal }) =>
      answerOf(api().GET('/v1/members', { params: { query: { limit: MOST } }, signal })),
    staleTime: FRESH_MS,
    // An older service has none: it is not asked again for each name on the screen.
    retryOnMount: false,
  });
  return query.data?.items ?? [];
}

/** What a member is called here: `you`, by name, or only that it is a colleague. */
export function useNameOf(): (userId: string) => string {
  const { t } = useTranslation();
  const me = useMe().data?.user.id;
  const members = useMembers();
  return (userId) => {
    if (userId === me) return t('inbox.people.you');
    const found = members.find(({ id }) => id === userId);
    return found?.name ?? found?.email ?? t('inbox.people.colleague');
  };
}
