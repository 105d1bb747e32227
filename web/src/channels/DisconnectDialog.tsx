import { Alert, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { language } from '../i18n/language.ts';
import { ErrorState } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { isTyped } from '../ui/typed-confirmation.ts';
import { useDisconnect } from './queries.ts';

interface Props {
  readonly connection: Schema<'Connection'>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Disconnects after having said what that means, and shows what is left to do by hand. */
export function DisconnectDialog({ connection, opened, onClose }: Props) {
  const { t } = useTranslation();
  const disconnect = useDisconnect(connection.id);
  const byHand = disconnect.data?.byHand;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('channels.disconnect.of', { name: connection.displayName })}
      closeButtonProps={{ 'aria-label': t('states.close') }}
    >
      {byHand ? (
        <Stack>
          <Alert color="yellow">
            <Text fw={600}>{t('channels.disconnect.byHand')}</Text>
            {byHand[language.get()]}
          </Alert>
          <Button onClick={onClose}>{t('states.close')}</Button>
        </Stack>
      ) : (
        <DisconnectForm name={connection.displayName} disconnect={disconnect} onDone={onClose} />
      )}
    </Modal>
  );
}

interface FormProps {
  readonly name: string;
  readonly disconnect: ReturnType<typeof useDisconnect>;
  readonly onDone: () => void;
}

function DisconnectForm({ name, disconnect, onDone }: FormProps) {
  const { t } = useTranslation();
  const [data, setData] = useState<'keep' | 'erase'>('keep');
  const [typed, setTyped] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { byHand } = await disconnect.mutateAsync(data);
    toast({ text: t(`channels.disconnect.done.${data}`), kind: 'success' });
    if (!byHand) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Stack>
        <Text size="sm">{t('channels.disconnect.means')}</Text>
        <Radio.Group
          label={t('channels.disconnect.data')}
          value={data}
          onChange={(value) => setData(value as 'keep' | 'erase')}
        >
          <Stack gap="xs" mt="xs">
            {(['keep', 'erase'] as const).map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`channels.disconnect.${value}`)}
                description={t(`channels.disconnect.${value}Hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {data === 'erase' && (
          <TextInput
            label={t('channels.disconnect.type', { name })}
            description={t('channels.disconnect.typeHint')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            required
          />
        )}
        {disconnect.isError && <ErrorState error={disconnect.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('channels.cancel')}
          </Button>
          <Button
            type="submit"
            color="red.9"
            loading={disconnect.isPending}
            disabled={data === 'erase' && !isTyped(name, typed)}
          >
            {t('channels.disconnect.title')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
