import { memo } from 'react';
import type { Schema } from '../../api/client.ts';
import { day } from '../../i18n/time.ts';
import type { Entry } from '../data/timeline-pages.ts';
import { EventView } from './EventView.tsx';
import { MessageView } from './MessageView.tsx';
import { NoteView } from './NoteView.tsx';
import type { Row } from './rows.ts';
import classes from './Timeline.module.css';
import { WaitingView } from './WaitingView.tsx';

interface Props {
  readonly row: Row;
  readonly entries: readonly Entry[];
  readonly conversation: Schema<'Conversation'>;
}

/** One row of the timeline. */
export const RowView = memo(function RowView({ row, entries, conversation }: Props) {
  if (row.kind === 'day') return <h3 className={classes.day}>{day(row.at)}</h3>;
  if (row.kind === 'waiting') return <WaitingView item={row.item} entries={entries} />;
  const { entry } = row;
  if (entry.type === 'event') return <EventView event={entry} />;
  if (entry.type === 'note') return <NoteView note={entry} />;
  return <MessageView message={entry} joins={row.joins} entries={entries} conversation={conversation} />;
});
