import { Anchor, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schema } from '../api/client.ts';
import { useMe } from '../api/me.ts';
import { PageTitle } from '../ui/PageTitle.tsx';
import { Section } from '../ui/Section.tsx';
import { ErrorState, LoadingState } from '../ui/states.tsx';
import { ArchiveLinks } from './ArchiveLinks.tsx';
import { actionsOf } from './actions.ts';
import { CertificateView } from './CertificateView.tsx';
import { ClockBadge } from './ClockBadge.tsx';
import { Decide } from './Decide.tsx';
import { useRequest } from './queries.ts';
import { RequestFacts } from './RequestFacts.tsx';
import { Steps } from './Steps.tsx';
import { Verify } from './Verify.tsx';

/** One request: what is known of it, how far it is, what an officer can do now, and what it ended with. */
export function RequestPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRequest(id);
  return (
    <Stack>
      <Anchor component={Link} href="/app/privacy" size="sm">
        {t('privacy.requests.back')}
      </Anchor>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data ? <Request request={data} /> : !error && <LoadingState />}
    </Stack>
  );
}

function Request({ request }: { readonly request: Schema<'PrivacyRequest'> }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const actions = actionsOf(request, me?.user.id ?? '');
  const isReady = request.steps.some(({ name, state }) => name === 'ready' && state === 'done');
  return (
    <Stack gap="xl">
      <Group>
        <PageTitle>{t(`privacy.types.${request.type}`)}</PageTitle>
        <ClockBadge request={request} />
      </Group>
      <RequestFacts request={request} />
      {actions.verify.length > 0 && <Verify id={request.id} methods={actions.verify} />}
      <Decide request={request} actions={actions} />
      {request.state !== 'rejected' && (
        <Section title={t('privacy.progress.title')}>
          <Steps request={request} />
        </Section>
      )}
      {request.certificate && <CertificateView id={request.id} />}
      {request.type === 'access' && isReady && <ArchiveLinks id={request.id} />}
    </Stack>
  );
}
