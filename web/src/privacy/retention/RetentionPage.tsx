import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Section } from '../../ui/Section.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { useRetention } from './queries.ts';
import { RetentionForm } from './RetentionForm.tsx';

/** How long data is kept: what holds, what was chosen, and what another choice would remove. */
export default function RetentionPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useRetention();
  return (
    <Stack>
      <PageTitle>{t('privacy.nav.retention')}</PageTitle>
      <Text size="sm">{t('privacy.retention.hint')}</Text>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data ? <Rules retention={data} /> : !error && <LoadingState />}
    </Stack>
  );
}

function Rules({ retention }: { readonly retention: Schema<'Retention'> }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xl">
      {retention.changedAt && (
        <Text size="sm" c="dimmed">
          {t('privacy.retention.changed', { at: dayAndTime(retention.changedAt) })}
        </Text>
      )}
      <RetentionForm key={retention.version} retention={retention} />
      <Fixed fixed={retention.fixed} />
    </Stack>
  );
}

/** What nobody chooses, so that nobody has to guess. */
function Fixed({ fixed }: Pick<Schema<'Retention'>, 'fixed'>) {
  const { t } = useTranslation();
  const title = t('privacy.retention.fixed');
  return (
    <Section title={title}>
      <TableFrame
        label={title}
        columns={[t('privacy.retention.what'), t('privacy.retention.days'), t('privacy.retention.source')]}
      >
        {fixed.map(({ category, days, source }) => (
          <Table.Tr key={category}>
            <Table.Th scope="row">{t(`privacy.retention.fixedCategories.${category}`)}</Table.Th>
            <Table.Td>
              {days === null ? t('privacy.retention.noEnd') : t('privacy.retention.nDays', { count: days })}
            </Table.Td>
            <Table.Td lang="en">{source}</Table.Td>
          </Table.Tr>
        ))}
      </TableFrame>
    </Section>
  );
}
