import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useMembers, useNameOf } from '../data/people.ts';
import { useAccounts } from '../data/queries.ts';
import { type Filters, PLATFORMS } from '../filters.ts';
import { useDelayed } from './useDelayed.ts';

interface Props {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** By platform, account, member and label. */
export function MoreFilters({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const accounts = useAccounts();
  const me = useMe().data?.user.id;
  const others = useMembers().filter(({ id }) => id !== me);
  const nameOf = useNameOf();
  const set = (name: keyof Filters) => (value: string) => {
    const { [name]: _, ...rest } = filters;
    onChange({ ...rest, ...(value && { [name]: value }) } as Filters);
  };
  const [label, setLabel] = useDelayed(filters.label ?? '', (text) => set('label')(text.trim()));
  const all = { value: '', label: t('inbox.filters.any') };
  return (
    <Stack gap="xs">
      <NativeSelect
        label={t('inbox.filters.platform')}
        value={filters.platform ?? ''}
        data={[all, ...PLATFORMS.map((value) => ({ value, label: t(`platforms.${value}`) }))]}
        onChange={(event) => set('platform')(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('inbox.filters.account')}
        value={filters.connectionId ?? ''}
        data={[
          all,
          ...accounts.map(({ id, displayName, platform }) => ({
            value: id,
            label: `${t(`platforms.${platform}`)} · ${displayName}`,
          })),
        ]}
        onChange={(event) => set('connectionId')(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('inbox.filters.assignee')}
        value={filters.assigneeId ?? ''}
        data={[
          all,
          { value: 'me', label: t('inbox.filters.me') },
          { value: 'none', label: t('inbox.filters.nobody') },
          ...others.map(({ id }) => ({ value: id, label: nameOf(id) })),
        ]}
        onChange={(event) => set('assigneeId')(event.currentTarget.value)}
      />
      <TextInput
        label={t('inbox.filters.label')}
        value={label}
        maxLength={50}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
    </Stack>
  );
}
