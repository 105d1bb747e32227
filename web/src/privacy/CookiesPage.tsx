import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../ui/PageTitle.tsx';
import { CookieChoices } from './CookieChoices.tsx';

/** The reader's own choice of cookies, to be changed at any time. */
export default function CookiesPage() {
  const { t } = useTranslation();
  return (
    <Stack maw={640}>
      <PageTitle>{t('privacy.nav.cookies')}</PageTitle>
      <CookieChoices />
    </Stack>
  );
}
