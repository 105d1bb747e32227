import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import type { Entry } from '../data/timeline-pages.ts';
import classes from './Timeline.module.css';

/** What a message answers. */
export function QuoteView({ message, entries }: { message: Schema<'Message'>; entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const to = message.replyToPlatformMessageId;
  if (to === undefined) return null;
  const found = entries.find((entry) => entry.type === 'message' && entry.platformMessageId === to);
  return (
    <blockquote className={classes.quote}>
      {found?.type === 'message' && !found.deletedAt ? (
        <bdi>{found.text ?? t(`inbox.kinds.${found.kind}`)}</bdi>
      ) : (
        t('inbox.timeline.earlier')
      )}
    </blockquote>
  );
}
