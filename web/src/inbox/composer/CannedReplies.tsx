import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { useCommands } from '../../app/commands.ts';
import { CannedReplyList } from './CannedReplyList.tsx';
import { focusComposer } from './composer-field.ts';
import { takeBack } from './drafts.ts';
import { useCannedReplies } from './useCannedReplies.ts';
import { filled } from './variables.ts';

/** Answers that the shop gives again and again. Not there where the service has none. */
export function CannedReplies({ conversation }: { conversation: Schema<'Conversation'> }) {
  const { t } = useTranslation();
  const replies = useCannedReplies();
  const fill = useFilling(conversation);
  const [opened, { open, close, toggle }] = useDisclosure(false);
  useCommands(
    replies
      ? [{ id: 'inbox.canned', label: t('inbox.canned.label'), group: 'inbox', keys: 'c', run: open }]
      : [],
  );
  if (!replies) return null;
  const take = (text: string) => {
    takeBack(conversation.id, fill(text));
    close();
    focusComposer();
  };
  return (
    <Popover opened={opened} onDismiss={close} position="top-start" width={320} trapFocus withRoles>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('inbox.canned.label')}
          onClick={toggle}
        >
          <MessageSquareText aria-hidden size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('inbox.canned.label')}>
        <CannedReplyList replies={replies} conversationId={conversation.id} onTake={take} />
      </Popover.Dropdown>
    </Popover>
  );
}

function useFilling({ customer }: Schema<'Conversation'>): (text: string) => string {
  const me = useMe().data;
  return (text) =>
    filled(text, {
      'customer.name': customer.displayName ?? '',
      'agent.name': me?.user.name ?? '',
      'shop.name': me?.workspace.name ?? '',
    });
}
