import { ActionIcon, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { useCan } from '../../api/me.ts';
import { KEYS } from '../data/queries.ts';
import page from '../InboxPage.module.css';
import { Facts } from './Facts.tsx';
import { Labels } from './Labels.tsx';
import { NameForm } from './NameForm.tsx';
import { PrivacyLink } from './PrivacyLink.tsx';
import { useCustomerName } from './useCustomerName.ts';

interface Props {
  readonly conversation: Schema<'Conversation'>;
  readonly onBack: () => void;
}

/** With whom somebody talks, and what is known about it. */
export function CustomerPanel({ conversation, onBack }: Props) {
  const { t } = useTranslation();
  const name = useCustomerName()(conversation);
  const mayCorrect = useCan('customers:manage');
  const mayChange = useCan('inbox:reply');
  const customer = useCustomer(conversation.customer.id, mayCorrect);
  return (
    <Stack p="md" gap="md">
      <div>
        <ActionIcon
          className={page.toBack}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('inbox.customer.back')}
          onClick={onBack}
        >
          <ArrowLeft aria-hidden size={20} />
        </ActionIcon>
        <Text component="h2" size="lg" fw={600}>
          <bdi>{name}</bdi>
        </Text>
        {mayCorrect && !conversation.group && (
          <NameForm
            key={conversation.customer.id}
            customer={conversation.customer}
            conversationId={conversation.id}
          />
        )}
      </div>
      <Facts conversation={conversation} correctedAt={customer?.correctedAt} />
      <Labels conversation={conversation} mayChange={mayChange} />
      <PrivacyLink customerId={conversation.customer.id} />
    </Stack>
  );
}

function useCustomer(id: string, enabled: boolean): Schema<'Customer'> | undefined {
  const query = useQuery({
    queryKey: KEYS.customer(id),
    queryFn: ({ signal }) => answerOf(api().GET('/v1/customers/{id}', { params: { path: { id } }, signal })),
    enabled,
  });
  return query.data;
}
