import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageTitle } from '../ui/PageTitle.tsx';

/** There is no such page, or not for this role. */
export function NoPage({ why, start }: { why: 'notFound' | 'notAllowed'; start: string }) {
  const { t } = useTranslation();
  return (
    <Stack p="md" align="flex-start">
      <PageTitle>{t(`shell.${why}`)}</PageTitle>
      {why === 'notAllowed' && <Text>{t('shell.notAllowedHint')}</Text>}
      <Anchor component={Link} href={start}>
        {t('shell.toStart')}
      </Anchor>
    </Stack>
  );
}
