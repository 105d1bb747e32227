import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.tsx';
import { countOf, NO_FILTERS } from '../filters.ts';
import type { InboxAddress } from '../useInboxAddress.ts';

/** Nothing is there: because all is done, or because of the filters. */
export function NoConversations({ address: { filters, setFilters } }: { address: InboxAddress }) {
  const { t } = useTranslation();
  const isFiltered = countOf(filters) > 0 || filters.q !== undefined || filters.status !== 'open';
  return (
    <EmptyState title={t(isFiltered ? 'inbox.list.noneFound' : 'inbox.list.allDone')}>
      {isFiltered ? (
        <Button variant="default" size="xs" onClick={() => setFilters(NO_FILTERS)}>
          {t('inbox.filters.clear')}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {t('inbox.list.allDoneHint')}
        </Text>
      )}
    </EmptyState>
  );
}
