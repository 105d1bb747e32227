import { Kbd } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

const NAMES: Readonly<Record<string, string>> = {
  alt: 'Alt',
  shift: 'Shift',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** A command's keys as they stand on a keyboard. */
export function Keys({ keys }: { keys: string }) {
  const { t } = useTranslation();
  return (
    <span>
      {keys.split(' ').map((press, i) => (
        <Fragment key={press}>
          {i > 0 && ` ${t('shortcuts.then')} `}
          {press.split('+').map((key) => (
            <Kbd key={key} size="xs">
              {keyName(key)}
            </Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

function keyName(key: string): string {
  if (key === 'mod') return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
