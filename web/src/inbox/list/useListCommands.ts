import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useCommands } from '../../app/commands.ts';
import { STATUSES } from '../filters.ts';
import type { InboxAddress } from '../useInboxAddress.ts';
import { SEARCH_ID } from './search-field.ts';

/** Keys and commands that are about the list. */
export function useListCommands(items: readonly Schema<'Conversation'>[], address: InboxAddress): void {
  const { t } = useTranslation();
  const { openId, open, filters, setFilters } = address;
  const move = (step: number) => {
    const at = items.findIndex(({ id }) => id === openId);
    const next = items[at < 0 ? 0 : Math.min(Math.max(at + step, 0), items.length - 1)];
    if (next && next.id !== openId) open(next.id);
  };
  useCommands([
    {
      id: 'inbox.next',
      label: t('inbox.commands.next'),
      group: 'inbox',
      keys: 'j',
      keysOnly: true,
      run: () => move(1),
    },
    {
      id: 'inbox.previous',
      label: t('inbox.commands.previous'),
      group: 'inbox',
      keys: 'k',
      keysOnly: true,
      run: () => move(-1),
    },
    {
      id: 'inbox.back',
      label: t('inbox.commands.back'),
      group: 'inbox',
      keys: 'u',
      keysOnly: true,
      run: () => open(null),
    },
    {
      id: 'inbox.search',
      label: t('inbox.commands.search'),
      group: 'inbox',
      keys: '/',
      run: () => document.getElementById(SEARCH_ID)?.focus(),
    },
    {
      id: 'inbox.mine',
      label: t('inbox.commands.mine'),
      group: 'inbox',
      keys: 'g m',
      run: () => setFilters({ status: 'open', assigneeId: 'me' }),
    },
    {
      id: 'inbox.unassigned',
      label: t('inbox.commands.unassigned'),
      group: 'inbox',
      keys: 'g u',
      run: () => setFilters({ status: 'open', assigneeId: 'none' }),
    },
    ...STATUSES.map((status) => ({
      id: `inbox.show.${status}`,
      label: t('inbox.commands.show', { status: t(`inbox.status.${status}`) }),
      group: 'inbox' as const,
      run: () => setFilters({ ...filters, status }),
    })),
  ]);
}
