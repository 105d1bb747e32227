import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditFilter, NO_FILTER } from './filter.ts';

/** Letters, digits and the signs of ids: what the API takes. */
const WORD = '[A-Za-z0-9._~\\-]{1,64}';

/** Which events to show. Nothing is asked for while somebody types. */
export function AuditFilters({ onApply }: { readonly onApply: (filter: AuditFilter) => void }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(NO_FILTER);
  const field = (name: 'action' | 'actor' | 'before') => ({
    value: filter[name],
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      setFilter({ ...filter, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(filter);
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <TextInput
          label={t('privacy.audit.action')}
          placeholder="token.open"
          pattern={WORD}
          {...field('action')}
        />
        <TextInput label={t('privacy.audit.actor')} pattern={WORD} {...field('actor')} />
        <TextInput type="datetime-local" label={t('privacy.audit.before')} {...field('before')} />
        <Button type="submit">{t('privacy.audit.show')}</Button>
      </Group>
    </form>
  );
}
