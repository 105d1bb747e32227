import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/me.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Consents } from './Consents.tsx';
import { Disclosures } from './Disclosures.tsx';
import { SupportAccess } from './SupportAccess.tsx';

/** What is taken down for good: consents, disclosures to authorities, access granted to support. */
export default function RecordsPage() {
  const { t } = useTranslation();
  const maySeeSupport = useCan('audit:read');
  return (
    <Stack gap="xl">
      <PageTitle>{t('privacy.nav.records')}</PageTitle>
      <Disclosures />
      <Consents />
      {maySeeSupport && <SupportAccess />}
    </Stack>
  );
}
