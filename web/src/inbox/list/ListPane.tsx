import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveBadge } from '../../live/LiveBadge.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useConversations } from '../data/queries.ts';
import page from '../InboxPage.module.css';
import type { InboxAddress } from '../useInboxAddress.ts';
import { ConversationList } from './ConversationList.tsx';
import { FilterBar } from './FilterBar.tsx';
import classes from './ListPane.module.css';
import { NoConversations } from './NoConversations.tsx';
import { useListCommands } from './useListCommands.ts';

/** The list of conversations and what it is filtered by. */
export function ListPane({ address }: { address: InboxAddress }) {
  const { t } = useTranslation();
  const query = useConversations(address.filters);
  const items = useMemo(() => query.data?.pages.flatMap((one) => one.items) ?? [], [query.data]);
  useListCommands(items, address);
  return (
    <section className={page.list} aria-label={t('inbox.list.label')}>
      <FilterBar filters={address.filters} onChange={address.setFilters} />
      <div className={classes.state}>
        <LiveBadge />
      </div>
      {query.isPending && <LoadingState />}
      {query.isError && items.length === 0 && <ErrorState error={query.error} onRetry={query.refetch} />}
      {query.isSuccess && items.length === 0 && !query.hasNextPage && <NoConversations address={address} />}
      {query.data && (items.length > 0 || query.hasNextPage) && (
        <ConversationList
          items={items}
          address={address}
          more={query.hasNextPage && !query.isFetchNextPageError}
          onMore={() => !query.isFetchingNextPage && void query.fetchNextPage()}
        />
      )}
      {query.isFetchNextPageError && <ErrorState error={query.error} onRetry={query.fetchNextPage} />}
    </section>
  );
}
