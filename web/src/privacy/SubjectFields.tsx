import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { useChannels } from '../channels/queries.ts';
import { CustomerSearch } from './CustomerSearch.tsx';
import type { SubjectDraft, SubjectKind } from './subject.ts';

interface Props {
  readonly kinds: readonly SubjectKind[];
  readonly draft: SubjectDraft;
  readonly onChange: (draft: SubjectDraft) => void;
}

/** Whose data it is about. */
export function SubjectFields({ kinds, draft, onChange }: Props) {
  const { t } = useTranslation();
  const change = (part: Partial<SubjectDraft>) => onChange({ ...draft, ...part });
  return (
    <Stack w="100%">
      <NativeSelect
        label={t('privacy.new.subject')}
        value={draft.kind}
        onChange={(event) =>
          change({ kind: kinds.find((kind) => kind === event.currentTarget.value) ?? draft.kind })
        }
        data={kinds.map((value) => ({ value, label: t(`privacy.subjects.${value}`) }))}
      />
      {draft.kind === 'customer' && (
        <CustomerSearch value={draft.customerId} onChange={(customerId) => change({ customerId })} />
      )}
      {(draft.kind === 'platformPerson' || draft.kind === 'connection') && (
        <ConnectionField value={draft.connectionId} onChange={(connectionId) => change({ connectionId })} />
      )}
      {draft.kind === 'platformPerson' && (
        <TextInput
          label={t('privacy.new.platformUserId')}
          required
          maxLength={256}
          value={draft.platformUserId}
          onChange={(event) => change({ platformUserId: event.currentTarget.value })}
        />
      )}
      {draft.kind === 'member' && (
        <MemberField value={draft.memberId} onChange={(memberId) => change({ memberId })} />
      )}
      {draft.kind === 'workspace' && <Text size="sm">{t('privacy.new.workspaceHint')}</Text>}
    </Stack>
  );
}

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ConnectionField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { items } = useChannels();
  return (
    <NativeSelect
      label={t('privacy.new.connection')}
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('privacy.new.choose') },
        ...items.map(({ id, displayName, platform }) => ({
          value: id,
          label: `${displayName} (${t(`platforms.${platform}`)})`,
        })),
      ]}
    />
  );
}

function MemberField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const me = useMe().data?.user.id;
  return (
    <TextInput
      label={t('privacy.new.memberId')}
      description={me && t('privacy.new.memberHint', { id: me })}
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
