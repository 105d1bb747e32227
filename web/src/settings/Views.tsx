import { Button, Group, Switch, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { List } from '../ui/List.tsx';
import { Section } from '../ui/Section.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useChangeView, useRemoveView, useViewList } from './queries.ts';
import { mayChangeView } from './rights.ts';
import classes from './settings.module.css';

/** Lists of conversations that were saved in the inbox: to rename, to share, to remove. */
export function Views({ me }: { readonly me: Schema<'Me'> }) {
  const { t } = useTranslation();
  return (
    <Section title={t('settings.views.title')}>
      <Text size="sm">{t('settings.views.hint')}</Text>
      <List list={useViewList()} empty={t('settings.views.none')}>
        {(views) => (
          <ul className={classes.rows}>
            {views.map((view) => (
              <li key={view.id} className={classes.row}>
                {mayChangeView(me, view) ? (
                  <Changeable key={view.version} view={view} />
                ) : (
                  <Text>{view.name}</Text>
                )}
              </li>
            ))}
          </ul>
        )}
      </List>
    </Section>
  );
}

function Changeable({ view }: { readonly view: Schema<'View'> }) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const change = useChangeView(view);
  const remove = useRemoveView();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name: name.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('settings.views.name')}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          disabled={name.trim() === view.name}
        >
          {t('settings.save')}
        </Button>
        <Button
          variant="default"
          aria-label={t('settings.removeOf', { name: view.name })}
          loading={remove.isPending}
          onClick={() => remove.mutate(view.id)}
        >
          {t('settings.remove')}
        </Button>
      </Group>
      <Switch
        mt="xs"
        label={t('settings.views.shared')}
        checked={view.shared}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ shared: event.currentTarget.checked })}
      />
      {change.isError && <ErrorState error={change.error} />}
      {remove.isError && <ErrorState error={remove.error} />}
    </form>
  );
}
