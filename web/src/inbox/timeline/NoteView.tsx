import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { clockTime, dayAndTime } from '../../i18n/time.ts';
import { useNameOf } from '../data/people.ts';
import { RichText } from './RichText.tsx';
import classes from './Timeline.module.css';

/** A private remark: looks like nothing that a customer could see. */
export function NoteView({ note }: { note: Schema<'Note'> }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <article className={classes.note}>
      <p className={classes.meta}>
        <strong>{t('inbox.timeline.note', { name: nameOf(note.authorId) })}</strong>
        <time dateTime={note.at} title={dayAndTime(note.at)}>
          {clockTime(note.at)}
        </time>
      </p>
      <RichText text={note.text} />
    </article>
  );
}
