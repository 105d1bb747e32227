import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { List } from '../../ui/List.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from '../privacy.module.css';
import { DisclosureForm } from './DisclosureForm.tsx';
import { useDisclosures } from './queries.ts';
import { WithForm } from './WithForm.tsx';

/** What authorities were given because the law asks for it. */
export function Disclosures() {
  const { t } = useTranslation();
  return (
    <Section title={t('privacy.disclosures.title')}>
      <Text size="sm">{t('privacy.disclosures.hint')}</Text>
      <WithForm label={t('privacy.disclosures.record')}>
        {(close) => <DisclosureForm onDone={close} />}
      </WithForm>
      <List list={useDisclosures()} empty={t('privacy.disclosures.none')}>
        {(records) => (
          <ul className={classes.rows}>
            {records.map((record) => (
              <Row key={record.id} record={record} />
            ))}
          </ul>
        )}
      </List>
    </Section>
  );
}

function Row({ record }: { readonly record: Schema<'Disclosure'> }) {
  const { t } = useTranslation();
  const { authority, legalBasis, categories, scope, at } = record;
  return (
    <li className={classes.row}>
      <div>
        <Text fw={600}>{authority}</Text>
        <Text size="sm">{legalBasis}</Text>
        <Text size="sm">
          {categories.map((category) => t(`privacy.dataCategories.${category}`)).join(', ')} ·{' '}
          {scope.workspace
            ? t('privacy.subjects.workspace')
            : [
                ...(scope.customerIds ?? []),
                ...(scope.conversationIds ?? []),
                ...(scope.memberIds ?? []),
              ].join(', ')}
        </Text>
      </div>
      <Text size="sm" c="dimmed">
        {dayAndTime(at)}
      </Text>
    </li>
  );
}
