import { Anchor, Button, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearch } from 'wouter';
import type { Schema } from '../api/client.ts';
import { PageTitle } from '../ui/PageTitle.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useOpenRequest } from './queries.ts';
import { SubjectFields } from './SubjectFields.tsx';
import { draftOf, kindsFor, subjectOf } from './subject.ts';

type Type = Schema<'PrivacyRequest'>['type'];
const TYPES: readonly Type[] = ['access', 'correct', 'erase'];

/** Takes a request: what is wanted, about whom, and why. */
export function NewRequest() {
  const { t } = useTranslation();
  const [type, setType] = useState<Type>('access');
  const [draft, setDraft] = useState(draftOf(useSearch()));
  const [displayName, setDisplayName] = useState('');
  const [reason, setReason] = useState('');
  const { submit, open } = useOpening();
  const kinds = kindsFor(type);
  const about = kinds.includes(draft.kind) ? draft : { ...draft, kind: 'customer' as const };
  const subject = subjectOf(about);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!subject) return;
    submit({
      type,
      subject,
      ...(type === 'correct' && { correction: { displayName } }),
      ...(reason.trim() && { reason }),
    });
  };
  return (
    <form onSubmit={send}>
      <Stack align="flex-start" maw={640}>
        <Anchor component={Link} href="/app/privacy" size="sm">
          {t('privacy.requests.back')}
        </Anchor>
        <PageTitle>{t('privacy.new.title')}</PageTitle>
        <TypeChoice type={type} onChange={setType} />
        <SubjectFields kinds={kinds} draft={about} onChange={setDraft} />
        {type === 'correct' && (
          <TextInput
            label={t('privacy.new.displayName')}
            required
            maxLength={100}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={t('privacy.new.reason')}
          description={t('privacy.new.reasonHint')}
          maxLength={500}
          autosize
          minRows={2}
          w="100%"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Text size="sm">{t('privacy.new.hint')}</Text>
        {open.isError && <ErrorState error={open.error} />}
        <Button type="submit" loading={open.isPending}>
          {t('privacy.new.go')}
        </Button>
      </Stack>
    </form>
  );
}

function useOpening() {
  const [, go] = useLocation();
  const open = useOpenRequest();
  const submit = (order: Parameters<typeof open.mutate>[0]) =>
    open.mutate(order, { onSuccess: ({ id }) => go(`/app/privacy/requests/${id}`) });
  return { submit, open };
}

function TypeChoice({ type, onChange }: { readonly type: Type; readonly onChange: (type: Type) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('privacy.new.type')}
      value={type}
      onChange={(value) => onChange(TYPES.find((one) => one === value) ?? type)}
    >
      <Stack gap="xs" mt="xs">
        {TYPES.map((one) => (
          <Radio
            key={one}
            value={one}
            label={t(`privacy.types.${one}`)}
            description={t(`privacy.typeHints.${one}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
