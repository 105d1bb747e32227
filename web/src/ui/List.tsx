import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, LoadingState } from './states.tsx';

interface Props<T> {
  readonly list: {
    readonly items: readonly T[];
    readonly isPending: boolean;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly refetch: () => unknown;
  };
  /** What stands where nothing is. */
  readonly empty: string;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** What `useList` gives, in each of its states, with a button for the next page. */
export function List<T>({ list, empty, children }: Props<T>) {
  const { t } = useTranslation();
  if (list.isPending) return <LoadingState />;
  const { items, error, hasNextPage } = list;
  return (
    <Stack>
      {error !== null && <ErrorState error={error} onRetry={list.refetch} />}
      {items.length > 0 && children(items)}
      {items.length === 0 && error === null && !hasNextPage && <EmptyState title={empty} />}
      {hasNextPage && (
        <Button
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          style={{ alignSelf: 'center' }}
        >
          {t('states.more')}
        </Button>
      )}
    </Stack>
  );
}
