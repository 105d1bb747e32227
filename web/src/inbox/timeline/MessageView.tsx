import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { clockTime, dayAndTime } from '../../i18n/time.ts';
import type { Entry } from '../data/timeline-pages.ts';
import { FailureView } from './FailureView.tsx';
import { MessageBody } from './MessageBody.tsx';
import { QuoteView } from './QuoteView.tsx';
import classes from './Timeline.module.css';
import { useAuthorName } from './useAuthorName.ts';

interface Props {
  readonly message: Schema<'Message'>;
  /** Stands below another one of the same author: the name is not said again. */
  readonly joins: boolean;
  readonly entries: readonly Entry[];
  readonly conversation: Schema<'Conversation'>;
}

/** A message, whoever wrote it. */
export function MessageView({ message, joins, entries, conversation }: Props) {
  const { t } = useTranslation();
  const author = useAuthorName()(message, conversation);
  const { direction, sentAt, editedAt, deletedAt, state, reactions } = message;
  const isOutbound = direction === 'outbound';
  return (
    <article className={classes.message} data-direction={direction} data-joins={joins || undefined}>
      {!joins && <bdi className={classes.author}>{author}</bdi>}
      <div className={classes.bubble} data-deleted={deletedAt !== undefined || undefined}>
        <QuoteView message={message} entries={entries} />
        <MessageBody message={message} />
      </div>
      {reactions.length > 0 && (
        <Text size="sm" component="p" m={0} aria-label={t('inbox.timeline.reactions')}>
          {reactions.map(({ emoji }) => emoji).join(' ')}
        </Text>
      )}
      <p className={classes.meta}>
        <time dateTime={sentAt} title={dayAndTime(sentAt)}>
          {clockTime(sentAt)}
        </time>
        {editedAt && <span title={dayAndTime(editedAt)}>{t('inbox.timeline.edited')}</span>}
        {isOutbound && <span data-state={state}>{t(`inbox.states.${state}`)}</span>}
      </p>
      <FailureView message={message} />
    </article>
  );
}
