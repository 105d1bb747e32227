import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { List } from '../../ui/List.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from '../privacy.module.css';
import { ConsentForm } from './ConsentForm.tsx';
import { useConsents } from './queries.ts';
import { WithForm } from './WithForm.tsx';

/** Who agreed to what, or took it back. */
export function Consents() {
  const { t } = useTranslation();
  return (
    <Section title={t('privacy.consents.title')}>
      <Text size="sm">{t('privacy.consents.hint')}</Text>
      <WithForm label={t('privacy.consents.record')}>{(close) => <ConsentForm onDone={close} />}</WithForm>
      <List list={useConsents()} empty={t('privacy.consents.none')}>
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

function Row({ record: { who, what, state, how, at } }: { readonly record: Schema<'ConsentRecord'> }) {
  const { t } = useTranslation();
  return (
    <li className={classes.row}>
      <div>
        <Text>
          {'cookies' in what ? t(`privacy.cookies.${what.cookies}`) : t(`privacy.purposes.${what.purpose}`)}:{' '}
          {t(`privacy.consents.states.${state}`)}
        </Text>
        <Text size="sm">
          {t('customerId' in who ? 'privacy.subjects.customer' : 'privacy.subjects.member')}{' '}
          <Code>{'customerId' in who ? who.customerId : who.memberId}</Code>
        </Text>
        <Text size="sm" c="dimmed">
          {t(`privacy.consents.ways.${how}`)}
        </Text>
      </div>
      <Text size="sm" c="dimmed">
        {dayAndTime(at)}
      </Text>
    </li>
  );
}
