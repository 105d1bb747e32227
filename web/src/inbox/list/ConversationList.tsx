import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import type { InboxAddress } from '../useInboxAddress.ts';
import { ConversationRow, ROW_PX } from './ConversationRow.tsx';
import classes from './ListPane.module.css';

interface Props {
  readonly items: readonly Schema<'Conversation'>[];
  readonly address: InboxAddress;
  readonly more: boolean;
  readonly onMore: () => void;
}

/** Rows from the end at which more are read. */
const AHEAD = 20;

/** However many there are, only the rows on the screen exist. */
export function ConversationList({ items, address, more, onMore }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (i) => items[i]?.id ?? i,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  // Also while a page brought nothing: with filters one may be empty and still have a next one.
  useEffect(() => {
    if (more && last >= items.length - AHEAD) onMore();
  });
  useFollowing(items, address.openId, virtual.scrollToIndex);
  return (
    <div ref={scroller} className={classes.scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are positioned, and most of them do not exist. */}
      <div
        role="list"
        aria-label={t('inbox.list.label')}
        className={classes.rows}
        style={{ height: virtual.getTotalSize() }}
      >
        {rows.map(({ index, start, key }) => {
          const conversation = items[index];
          return (
            conversation && (
              <ConversationRow
                key={key}
                conversation={conversation}
                href={address.hrefOf(conversation.id)}
                isOpen={conversation.id === address.openId}
                place={{ index, count: more ? -1 : items.length, top: start }}
              />
            )
          );
        })}
      </div>
      {more && <p className={classes.more}>{t('states.loading')}</p>}
    </div>
  );
}

/** Moving by keys keeps the open conversation in sight; news do not move the list. */
function useFollowing(items: Props['items'], openId: string | null, scrollTo: (index: number) => void): void {
  const latest = useRef({ items, scrollTo });
  latest.current = { items, scrollTo };
  useEffect(() => {
    const index = latest.current.items.findIndex(({ id }) => id === openId);
    if (index >= 0) latest.current.scrollTo(index);
  }, [openId]);
}
