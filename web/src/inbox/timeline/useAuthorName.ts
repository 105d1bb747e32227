import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useCustomerName } from '../customer/useCustomerName.ts';
import { useNameOf } from '../data/people.ts';

/** Who wrote a message, for its reader. */
export function useAuthorName(): (
  message: Schema<'Message'>,
  conversation: Schema<'Conversation'>,
) => string {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const customerName = useCustomerName();
  return ({ author }, conversation) => {
    if (author.type === 'agent' && author.id) return nameOf(author.id);
    if (author.name) return author.name;
    if (author.type === 'customer')
      return conversation.group ? t('inbox.people.customer') : customerName(conversation);
    return t(`inbox.authors.${author.type}`);
  };
}
