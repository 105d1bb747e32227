import type { Schema } from '../../api/client.ts';
import { clockTime, dayAndTime } from '../../i18n/time.ts';
import classes from './Timeline.module.css';
import { useEventText } from './useEventText.ts';

/** Something that happened and was not said. */
export function EventView({ event }: { event: Schema<'TimelineEvent'> }) {
  const words = useEventText()(event);
  return (
    <p className={classes.event}>
      <span>{words}</span>
      {event.text && <bdi className={classes.words}>“{event.text}”</bdi>}
      <time dateTime={event.at} title={dayAndTime(event.at)}>
        {clockTime(event.at)}
      </time>
    </p>
  );
}
