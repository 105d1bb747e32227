import { Modal, Stack, Switch, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandLists } from './commands.ts';
import { Keys } from './Keys.tsx';
import { setTakesSingleKeys, takesSingleKeys } from './keys.ts';
import { useObservable } from './observable.ts';

/** All keys that do something here. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('states.close') }}
    >
      <Stack>
        <SingleKeysSwitch />
        <KeyTable />
      </Stack>
    </Modal>
  );
}

/** Turns keys without Ctrl, Alt or Cmd on and off. */
export function SingleKeysSwitch() {
  const { t } = useTranslation();
  const [takes, setTakes] = useState(takesSingleKeys);
  const change = (wanted: boolean) => {
    setTakesSingleKeys(wanted);
    setTakes(wanted);
  };
  return (
    <Switch
      checked={takes}
      label={t('shortcuts.single')}
      description={t('shortcuts.singleHint')}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}

function KeyTable() {
  const { t } = useTranslation();
  const commands = useObservable(commandLists).flat();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('shortcuts.keys')}</Table.Th>
          <Table.Th scope="col">{t('shortcuts.does')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {commands.map(
          ({ id, keys, label }) =>
            keys && (
              <Table.Tr key={id}>
                <Table.Td>
                  <Keys keys={keys} />
                </Table.Td>
                <Table.Td>{label}</Table.Td>
              </Table.Tr>
            ),
        )}
      </Table.Tbody>
    </Table>
  );
}
