import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { EmptyState } from '../ui/states.tsx';
import { ConversationView } from './ConversationView.tsx';
import { sender } from './composer/sending.ts';
import { useNews } from './data/use-news.ts';
import classes from './InboxPage.module.css';
import { ListPane } from './list/ListPane.tsx';
import { useInboxAddress } from './useInboxAddress.ts';

/** Conversations, what was said in one of them, and with whom: side by side, or one at a time where there is no room. */
export default function InboxPage() {
  const { t } = useTranslation();
  const address = useInboxAddress();
  const { openId, part, filters } = address;
  const me = useMe().data;
  useNews(filters, openId);
  // What an earlier page of this tab left unsent goes out as soon as it is known who is signed in.
  useEffect(() => sender.resume(), []);
  if (!me) return null;
  return (
    <div className={classes.page} data-pane={openId ? part : 'list'}>
      <PageTitle hidden>{t('nav.inbox')}</PageTitle>
      <ListPane address={address} />
      {openId ? (
        <ErrorBoundary of={openId}>
          <ConversationView key={openId} id={openId} address={address} />
        </ErrorBoundary>
      ) : (
        <section className={classes.nothing}>
          <EmptyState title={t('inbox.choose')}>
            <Text size="sm" c="dimmed">
              {t('inbox.chooseHint')}
            </Text>
          </EmptyState>
        </section>
      )}
    </div>
  );
}
