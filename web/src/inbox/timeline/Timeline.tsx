import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useObservable } from '../../app/observable.ts';
import { sender } from '../composer/sending.ts';
import type { Entry } from '../data/timeline-pages.ts';
import { RowView } from './RowView.tsx';
import { rowsOf } from './rows.ts';
import classes from './Timeline.module.css';
import { useAtEnd } from './useAtEnd.ts';

interface Props {
  readonly conversation: Schema<'Conversation'>;
  /** Newest first. */
  readonly entries: readonly Entry[];
  readonly more: boolean;
  readonly onMore: () => void;
}

/** Rows from the oldest one at which older ones are read. */
const AHEAD = 10;
const ESTIMATE_PX = 72;
/** So near the end, the reader follows what is said. */
const NEAR_END_PX = 120;

/** What was said, the newest at the bottom; only the rows on the screen exist. What comes on top does not move what is read. */
export function Timeline({ conversation, entries, more, onMore }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const outbox = useObservable(sender.outbox);
  const rows = useMemo(
    () =>
      rowsOf(
        entries,
        outbox.filter(({ conversationId }) => conversationId === conversation.id),
      ),
    [entries, outbox, conversation.id],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE_PX,
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 6,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
  });
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (more && first < AHEAD) onMore();
  });
  useEffect(() => virtual.scrollToEnd(), [virtual]);
  useAtEnd(scroller, virtual);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="log"
      aria-label={t('inbox.timeline.label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
    >
      {more && <p className={classes.more}>{t('inbox.timeline.older')}</p>}
      <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ key, index, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                <RowView row={row} entries={entries} conversation={conversation} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
