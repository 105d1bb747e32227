import { Anchor, Box, Group, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { LoadingState } from '../ui/states.tsx';
import { NewRequest } from './NewRequest.tsx';
import { PrivacyNav } from './PrivacyNav.tsx';
import { RequestList } from './RequestList.tsx';
import { RequestPage } from './RequestPage.tsx';

const AuditPage = lazy(() => import('./audit/AuditPage.tsx'));
const CookiesPage = lazy(() => import('./CookiesPage.tsx'));
const HoldsPage = lazy(() => import('./holds/HoldsPage.tsx'));
const RecordsPage = lazy(() => import('./records/RecordsPage.tsx'));
const RetentionPage = lazy(() => import('./retention/RetentionPage.tsx'));

/** What people want done with their data, and how the workspace keeps it. */
export default function PrivacyPage() {
  return (
    <Box p="md" maw={1080}>
      <Stack>
        <PrivacyNav />
        <Suspense fallback={<LoadingState />}>
          <Switch>
            <Route path="/app/privacy/new" component={NewRequest} />
            <Route path="/app/privacy/requests/:id">{({ id }) => <RequestPage id={id} key={id} />}</Route>
            <Route path="/app/privacy/holds" component={HoldsPage} />
            <Route path="/app/privacy/retention" component={RetentionPage} />
            <Route path="/app/privacy/audit" component={AuditPage} />
            <Route path="/app/privacy/records" component={RecordsPage} />
            <Route path="/app/privacy/cookies" component={CookiesPage} />
            <Route component={RequestList} />
          </Switch>
        </Suspense>
        <PolicyLinks />
      </Stack>
    </Box>
  );
}

/** Pages that everybody may read; they are not the console's. */
function PolicyLinks() {
  const { t } = useTranslation();
  return (
    <Group gap="lg" mt="xl">
      <Anchor href="/privacy" size="sm">
        {t('privacy.links.policy')}
      </Anchor>
      <Anchor href="/privacy/subprocessors" size="sm">
        {t('privacy.links.subprocessors')}
      </Anchor>
      <Anchor href="/privacy/request" size="sm">
        {t('privacy.links.publicRequest')}
      </Anchor>
    </Group>
  );
}
