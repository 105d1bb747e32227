import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { windowAt } from '../composer/reply-window.ts';
import { useRemaining } from '../composer/useRemaining.ts';
import { myId } from '../data/refresh.ts';
import classes from './ListPane.module.css';

/** What a row says besides: how long the window is open, who has it, its labels. */
export function RowMarks({ conversation }: { conversation: Schema<'Conversation'> }) {
  const { t } = useTranslation();
  const remaining = useRemaining();
  const { mayReply, minutesLeft, tone } = windowAt(conversation.replyWindow, Date.now());
  const { assigneeId, labels, status } = conversation;
  return (
    <span className={classes.marks}>
      {!mayReply && <span data-tone="closed">{t('inbox.list.windowClosed')}</span>}
      {mayReply && minutesLeft !== null && <span data-tone={tone}>{remaining(minutesLeft)}</span>}
      {status !== 'open' && <span>{t(`inbox.status.${status}`)}</span>}
      {assigneeId && <span>{t(assigneeId === myId() ? 'inbox.list.mine' : 'inbox.list.assigned')}</span>}
      {labels.map((label) => (
        <bdi key={label}>{label}</bdi>
      ))}
    </span>
  );
}
