import { useMemo } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { type Filters, filtersOf, searchOf } from './filters.ts';

const BASE = '/app/inbox';

/** What the address says: which conversation is open, whether its customer is shown in place of it on a narrow screen, and the filters. */
export interface InboxAddress {
  readonly openId: string | null;
  readonly part: 'timeline' | 'customer';
  readonly filters: Filters;
  readonly hrefOf: (id: string | null, part?: 'customer') => string;
  readonly open: (id: string | null, part?: 'customer') => void;
  readonly setFilters: (filters: Filters) => void;
}

export function useInboxAddress(): InboxAddress {
  const [, params] = useRoute(`${BASE}/:id?/:part?`);
  const [, go] = useLocation();
  const search = useSearch();
  const filters = useMemo(() => filtersOf(new URLSearchParams(search)), [search]);
  const openId = params?.id ?? null;
  const hrefOf = (id: string | null, part?: 'customer') =>
    [BASE, ...(id ? [id] : []), ...(id && part ? [part] : [])].join('/') + searchOf(filters);
  return {
    openId,
    part: params?.part === 'customer' ? 'customer' : 'timeline',
    filters,
    hrefOf,
    open: (id, part) => go(hrefOf(id, part)),
    setFilters: (next) => go((openId ? `${BASE}/${openId}` : BASE) + searchOf(next), { replace: true }),
  };
}
