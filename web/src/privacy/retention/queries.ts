import { useMutation, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { usePrivacyChange } from '../queries.ts';

type Rules = Schema<'Retention'>['rules'];

/** What was chosen about how long data is kept, and what holds. */
export function useRetention() {
  return useQuery({
    queryKey: ['privacy', 'retention'],
    queryFn: ({ signal }) => answerOf(api().GET('/v1/settings/retention', { signal })),
  });
}

/** What rules would remove; changes nothing. */
export function usePreview() {
  return useMutation({
    mutationFn: (rules: Rules) => answerOf(api().POST('/v1/settings/retention/preview', { body: { rules } })),
  });
}

/** Chooses all rules anew, unless somebody else did meanwhile. */
export function useChangeRetention() {
  return usePrivacyChange(({ version, rules }: { version: number; rules: Rules }) =>
    answerOf(
      api().PUT('/v1/settings/retention', {
        params: { header: { 'if-match': String(version) } },
        body: { rules },
      }),
    ),
  );
}
