import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';

/** What the other side of a conversation is called. */
export function useCustomerName(): (
  conversation: Pick<Schema<'Conversation'>, 'customer' | 'group'>,
) => string {
  const { t } = useTranslation();
  return ({ customer, group }) =>
    customer.displayName || t(group ? 'inbox.people.group' : 'inbox.people.customer');
}
