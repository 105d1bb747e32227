import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { errorText } from '../../ui/error-text.ts';
import { KEYS } from '../data/queries.ts';
import { refreshConversation } from '../data/refresh.ts';

interface Props {
  readonly customer: Schema<'Conversation'>['customer'];
  readonly conversationId: string;
}

const REASONS = ['customer_request', 'typing_error', 'other'] as const;
type Reason = (typeof REASONS)[number];

/** Corrects a customer's name, with the reason. */
export function NameForm(props: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        {t('inbox.customer.correct')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('inbox.customer.correct')}
        closeButtonProps={{ 'aria-label': t('states.close') }}
      >
        <Fields {...props} onDone={close} />
      </Modal>
    </>
  );
}

function Fields({ customer, conversationId, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const [displayName, setName] = useState(customer.displayName ?? '');
  const [reason, setReason] = useState<Reason>('customer_request');
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api().PATCH('/v1/customers/{id}', {
          params: { path: { id: customer.id } },
          body: { displayName: displayName.trim(), reason },
        }),
      ),
    onSuccess: (corrected) => {
      queryClient.setQueryData(KEYS.customer(customer.id), corrected);
      void refreshConversation(conversationId).catch(() => undefined);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (displayName.trim()) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          label={t('inbox.customer.name')}
          value={displayName}
          maxLength={100}
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('inbox.customer.reason')}
          value={reason}
          data={REASONS.map((value) => ({ value, label: t(`inbox.customer.reasons.${value}`) }))}
          onChange={(event) => setReason(event.currentTarget.value as Reason)}
        />
        <Text size="xs" c="dimmed">
          {t('inbox.customer.correctHint')}
        </Text>
        {save.isError && (
          <Text size="sm" c="red" role="alert">
            {errorText(t, save.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('inbox.customer.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
