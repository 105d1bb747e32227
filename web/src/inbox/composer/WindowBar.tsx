import { Text } from '@mantine/core';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useNow } from '../useNow.ts';
import classes from './Composer.module.css';
import { windowAt } from './reply-window.ts';
import { useRemaining } from './useRemaining.ts';

/** Whether and how long one may answer, and what the next answer costs. */
export function WindowBar({ window }: { window: Schema<'Conversation'>['replyWindow'] }) {
  const { t } = useTranslation();
  const remaining = useRemaining();
  const view = windowAt(window, useNow());
  const left = view.minutesLeft === null ? '' : remaining(view.minutesLeft);
  return (
    <Text size="xs" className={classes.window} data-tone={view.tone}>
      <Clock aria-hidden size={14} />
      {!view.mayReply && t(`inbox.window.reasons.${view.reason ?? 'other'}`)}
      {view.mayReply && view.state === 'human_only' && t('inbox.window.humanOnly', { left })}
      {view.mayReply &&
        view.state !== 'human_only' &&
        (left ? t('inbox.window.closesIn', { left }) : t('inbox.window.unlimited'))}
      {view.cost && ` · ${t(`inbox.window.cost.${view.cost}`)}`}
    </Text>
  );
}
