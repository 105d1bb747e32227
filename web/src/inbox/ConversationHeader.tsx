import { ActionIcon, Text } from '@mantine/core';
import { ArrowLeft, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { useCan } from '../api/me.ts';
import { PlatformMark } from '../ui/PlatformMark.tsx';
import { Actions } from './Actions.tsx';
import classes from './ConversationHeader.module.css';
import { useCustomerName } from './customer/useCustomerName.ts';
import page from './InboxPage.module.css';
import { PresenceLine } from './PresenceLine.tsx';
import type { InboxAddress } from './useInboxAddress.ts';

interface Props {
  readonly conversation: Schema<'Conversation'>;
  readonly address: InboxAddress;
}

/** With whom, who else is there, and what can be done. */
export function ConversationHeader({ conversation, address }: Props) {
  const { t } = useTranslation();
  const name = useCustomerName()(conversation);
  const mayChange = useCan('inbox:reply');
  return (
    <header className={classes.header}>
      <ActionIcon
        className={page.toBack}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('inbox.back')}
        onClick={() => address.open(null)}
      >
        <ArrowLeft aria-hidden size={20} />
      </ActionIcon>
      <PlatformMark platform={conversation.platform} />
      <div className={classes.who}>
        <Text component="h2" size="md" fw={600} truncate>
          <bdi>{name}</bdi>
        </Text>
        <PresenceLine conversation={conversation} />
      </div>
      {mayChange && <Actions conversation={conversation} />}
      <ActionIcon
        className={page.toCustomer}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('inbox.customer.show')}
        onClick={() => address.open(conversation.id, 'customer')}
      >
        <UserRound aria-hidden size={20} />
      </ActionIcon>
    </header>
  );
}
