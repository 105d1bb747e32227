import { Notification, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Observable, useObservable } from '../app/observable.ts';
import classes from './toasts.module.css';

/** A word about what just happened. */
export interface Toast {
  readonly text: string;
  readonly kind?: 'success' | 'error' | 'info';
}

interface Shown extends Required<Toast> {
  readonly id: number;
}

const LIFE_MS = 6_000;
const COLOURS = { success: 'green', error: 'red', info: 'blue' } as const;
const shown = new Observable<readonly Shown[]>([]);
let last = 0;

/** Shows a word to whoever works; a screen reader says it. Errors stay until they are closed: nobody may miss them. */
export function toast({ text, kind = 'info' }: Toast): void {
  last += 1;
  const id = last;
  shown.set([...shown.get(), { id, text, kind }]);
  if (kind !== 'error') setTimeout(() => close(id), LIFE_MS);
}

function close(id: number): void {
  shown.set(shown.get().filter((one) => one.id !== id));
}

/** Forgets them all. */
export function clearToasts(): void {
  shown.set([]);
}

/** Where toasts appear. */
export function Toasts() {
  const { t } = useTranslation();
  return (
    <Stack className={classes.place} gap="xs" role="status" aria-live="polite">
      {useObservable(shown).map(({ id, text, kind }) => (
        <Notification
          key={id}
          color={COLOURS[kind]}
          withBorder
          closeButtonProps={{ 'aria-label': t('states.close') }}
          onClose={() => close(id)}
        >
          {text}
        </Notification>
      ))}
    </Stack>
  );
}
