import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { describeSubject } from './subject.ts';

/** Whose data a request is about. */
export function SubjectText({ subject }: { readonly subject: Schema<'PrivacyRequest'>['subject'] }) {
  const { t } = useTranslation();
  const { kind, id } = describeSubject(subject);
  return (
    <>
      {t(`privacy.subjects.${kind}`)} {id && <Code>{id}</Code>}
    </>
  );
}
