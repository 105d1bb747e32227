import { Button, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { errorText } from '../../ui/error-text.ts';
import { myId } from '../data/refresh.ts';
import { type Filters, viewOf } from '../filters.ts';
import { VIEWS_KEY } from './useViews.ts';

interface Props {
  readonly filters: Filters;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Saves the filters of the moment under a name. */
export function SaveView({ filters, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('inbox.views.save')}
      closeButtonProps={{ 'aria-label': t('states.close') }}
    >
      <Fields filters={filters} onDone={onClose} />
    </Modal>
  );
}

function Fields({ filters, onDone }: { filters: Filters; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api().POST('/v1/views', { body: { name: name.trim(), shared, filter: viewOf(filters, myId()) } }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: VIEWS_KEY });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          required
          label={t('inbox.views.name')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Switch
          label={t('inbox.views.share')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        {save.isError && (
          <Text size="sm" c="red" role="alert">
            {errorText(t, save.error)}
          </Text>
        )}
        <Button type="submit" loading={save.isPending}>
          {t('inbox.views.save')}
        </Button>
      </Stack>
    </form>
  );
}
