import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, LoadingState } from '../ui/states.tsx';
import { ConversationHeader } from './ConversationHeader.tsx';
import { Composer } from './composer/Composer.tsx';
import { CustomerPanel } from './customer/CustomerPanel.tsx';
import { useConversation, useTimeline } from './data/queries.ts';
import page from './InboxPage.module.css';
import { Timeline } from './timeline/Timeline.tsx';
import { useConversationCommands } from './useConversationCommands.ts';
import type { InboxAddress } from './useInboxAddress.ts';
import { useReading } from './useReading.ts';

/** One conversation: what was said, where to answer, and with whom. */
export function ConversationView({ id, address }: { id: string; address: InboxAddress }) {
  const { t } = useTranslation();
  const query = useConversation(id);
  if (query.isPending) return <LoadingState />;
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const conversation = query.data;
  return (
    <>
      <section className={page.conversation} aria-label={t('inbox.conversation')}>
        <Talk conversation={conversation} address={address} />
      </section>
      <aside className={page.customer} aria-label={t('inbox.customer.label')}>
        <CustomerPanel conversation={conversation} onBack={() => address.open(id)} />
      </aside>
    </>
  );
}

function Talk({
  conversation,
  address,
}: {
  conversation: NonNullable<ReturnType<typeof useConversation>['data']>;
  address: InboxAddress;
}) {
  const timeline = useTimeline(conversation.id);
  const entries = useMemo(() => timeline.data?.pages.flatMap(({ items }) => items) ?? [], [timeline.data]);
  const newest = entries[0]?.id ?? null;
  useReading(conversation, newest);
  useConversationCommands(conversation, address);
  return (
    <>
      <ConversationHeader conversation={conversation} address={address} />
      {timeline.isPending && <LoadingState />}
      {timeline.isError && entries.length === 0 && (
        <ErrorState error={timeline.error} onRetry={timeline.refetch} />
      )}
      {timeline.data && (
        <Timeline
          conversation={conversation}
          entries={entries}
          more={timeline.hasNextPage && !timeline.isFetchNextPageError}
          onMore={() => !timeline.isFetchingNextPage && void timeline.fetchNextPage()}
        />
      )}
      {timeline.data && <Composer conversation={conversation} seen={newest} />}
    </>
  );
}
