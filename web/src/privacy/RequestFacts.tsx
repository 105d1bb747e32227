import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { dayAndTime } from '../i18n/time.ts';
import { Facts } from '../ui/Facts.tsx';
import { SubjectText } from './SubjectText.tsx';

/** What is known of a request: who, when, how it became certain, who decided what. */
export function RequestFacts({ request }: { readonly request: Schema<'PrivacyRequest'> }) {
  const { t } = useTranslation();
  const { verification, decision, correction, completedAt } = request;
  return (
    <Facts
      facts={[
        [t('privacy.facts.state'), t(`privacy.states.${request.state}`)],
        [t('privacy.facts.subject'), <SubjectText key="subject" subject={request.subject} />],
        [t('privacy.facts.source'), t(`privacy.sources.${request.source}`)],
        [t('privacy.facts.received'), dayAndTime(request.receivedAt)],
        [t('privacy.facts.due'), dayAndTime(request.dueAt)],
        [t('privacy.facts.completed'), completedAt && dayAndTime(completedAt)],
        [t('privacy.facts.reason'), request.reason],
        [t('privacy.facts.correction'), correction?.displayName],
        [t('privacy.facts.verified'), verification && <Proof key="proof" {...verification} />],
        [t('privacy.facts.decision'), decision && <Decision key="decision" {...decision} />],
        [
          t('privacy.facts.pauses'),
          request.pauses.length > 0 ? <Pauses key="pauses" pauses={request.pauses} /> : null,
        ],
        [t('privacy.facts.id'), <Code key="id">{request.id}</Code>],
      ]}
    />
  );
}

function Proof({ method, at, ground }: NonNullable<Schema<'PrivacyRequest'>['verification']>) {
  const { t } = useTranslation();
  return (
    <>
      {t(`privacy.verifiedBy.${method}`)}, {dayAndTime(at)}
      {ground && <Text size="sm">{ground}</Text>}
    </>
  );
}

function Decision({ outcome, at, legalBasis }: NonNullable<Schema<'PrivacyRequest'>['decision']>) {
  const { t } = useTranslation();
  return (
    <>
      {t(`privacy.outcomes.${outcome}`)}, {dayAndTime(at)}
      {legalBasis && <Text size="sm">{legalBasis}</Text>}
    </>
  );
}

function Pauses({ pauses }: { readonly pauses: Schema<'PrivacyRequest'>['pauses'] }) {
  const { t } = useTranslation();
  return pauses.map(({ from, until, ground }) => (
    <Text key={from} size="sm">
      {until === null
        ? t('privacy.pauses.open', { from: dayAndTime(from), ground })
        : t('privacy.pauses.over', { from: dayAndTime(from), until: dayAndTime(until), ground })}
    </Text>
  ));
}
