import { Badge } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schema } from '../../api/client.ts';
import { dayAndTime, shortTime } from '../../i18n/time.ts';
import { PlatformMark } from '../../ui/PlatformMark.tsx';
import { useCustomerName } from '../customer/useCustomerName.ts';
import classes from './ListPane.module.css';
import { RowMarks } from './RowMarks.tsx';
import { usePreview } from './usePreview.ts';

type Conversation = Schema<'Conversation'>;

/** Height of a row; all are the same, so that none has to be measured. As in the style sheet. */
export const ROW_PX = 84;

interface Props {
  readonly conversation: Conversation;
  readonly href: string;
  readonly isOpen: boolean;
  readonly place: { readonly index: number; readonly count: number; readonly top: number };
}

/** A conversation in the list. A link: it opens in a tab of its own, too. */
export const ConversationRow = memo(
  Row,
  (before, after) =>
    before.conversation === after.conversation &&
    before.href === after.href &&
    before.isOpen === after.isOpen &&
    before.place.top === after.place.top &&
    before.place.count === after.place.count,
);

function Row({ conversation, href, isOpen, place }: Props) {
  const { t } = useTranslation();
  const name = useCustomerName()(conversation);
  const preview = usePreview(conversation.preview);
  const { unreadCount, lastActivityAt, platform } = conversation;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list.
    <div
      role="listitem"
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      className={classes.place}
      style={{ transform: `translateY(${place.top}px)` }}
    >
      <Link
        href={href}
        className={classes.row}
        aria-current={isOpen ? 'true' : undefined}
        data-unread={unreadCount > 0 || undefined}
      >
        <PlatformMark platform={platform} />
        <span className={classes.text}>
          <span className={classes.line}>
            <bdi className={classes.name}>{name}</bdi>
            <time className={classes.time} dateTime={lastActivityAt} title={dayAndTime(lastActivityAt)}>
              {shortTime(lastActivityAt)}
            </time>
          </span>
          <span className={classes.line}>
            <bdi className={classes.preview}>{preview}</bdi>
            {unreadCount > 0 && (
              <Badge
                size="sm"
                circle={unreadCount < 10}
                aria-label={t('inbox.list.unread', { count: unreadCount })}
              >
                {unreadCount > 99 ? '99+' : unreadCount}
              </Badge>
            )}
          </span>
          <RowMarks conversation={conversation} />
        </span>
      </Link>
    </div>
  );
}
