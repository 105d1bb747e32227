import { Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './CommandBar.module.css';
import { type Command, commandLists } from './commands.ts';
import { Keys } from './Keys.tsx';
import { useObservable } from './observable.ts';

/** Everything that can be done here, found by typing. */
export function CommandBar({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('commands.title')}
      closeButtonProps={{ 'aria-label': t('states.close') }}
    >
      <Search onDone={onClose} />
    </Modal>
  );
}

function Search({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const found = useFound(text);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') run(found[at]);
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus
        value={text}
        aria-label={t('commands.search')}
        placeholder={t('commands.search')}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <Text mt="sm">{t('commands.none')}</Text>}
      <div id={list} role="listbox" aria-label={t('shell.commands')} className={classes.list}>
        {found.map((command, i) => (
          <UnstyledButton
            key={command.id}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            className={classes.option}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            <Text span size="xs" c="dimmed">
              {t(`commands.groups.${command.group}`)}
            </Text>
            {command.keys && <Keys keys={command.keys} />}
          </UnstyledButton>
        ))}
      </div>
    </>
  );
}

function useFound(text: string): readonly Command[] {
  const lists = useObservable(commandLists);
  return useMemo(() => {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return lists
      .flat()
      .filter(
        ({ keysOnly, label }) => !keysOnly && words.every((word) => label.toLocaleLowerCase().includes(word)),
      );
  }, [lists, text]);
}
