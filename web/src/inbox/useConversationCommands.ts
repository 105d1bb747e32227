import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { useCan, useMe } from '../api/me.ts';
import { type Command, useCommands } from '../app/commands.ts';
import { focusComposer } from './composer/composer-field.ts';
import { changeDraft } from './composer/drafts.ts';
import { SNOOZES, snoozedUntil } from './snooze.ts';
import { useChange } from './useChange.ts';
import type { InboxAddress } from './useInboxAddress.ts';

/** Keys and commands that are about the open conversation. */
export function useConversationCommands(conversation: Schema<'Conversation'>, address: InboxAddress): void {
  const { t } = useTranslation();
  const may = useCan('inbox:reply');
  const me = useMe().data?.user.id ?? null;
  const { mutate } = useChange(conversation);
  const { id, status, assigneeId } = conversation;
  const write = (mode: 'reply' | 'note') => () => {
    address.open(id);
    changeDraft(id, { mode });
    focusComposer();
  };
  const command = (name: Name, keys: string, run: () => void): Command => ({
    id: `inbox.${name}`,
    label: t(`inbox.commands.${name}`),
    group: 'inbox',
    keys,
    run,
  });
  useCommands([
    command('customer', 'i', () => address.open(id, 'customer')),
    ...(may
      ? [
          command('reply', 'r', write('reply')),
          command('note', 'n', write('note')),
          command(status === 'open' ? 'close' : 'reopen', 'e', () =>
            mutate({ status: status === 'open' ? 'closed' : 'open' }),
          ),
          command(assigneeId === me ? 'release' : 'take', 'a', () =>
            mutate({ assigneeId: assigneeId === me ? null : me }),
          ),
          command('snooze', 's', () =>
            mutate({ status: 'snoozed', snoozedUntil: snoozedUntil('tomorrow', Date.now()) }),
          ),
          ...SNOOZES.map(
            (snooze): Command => ({
              id: `inbox.snooze.${snooze}`,
              label: t('inbox.commands.snoozeFor', { until: t(`inbox.snooze.${snooze}`) }),
              group: 'inbox',
              run: () => mutate({ status: 'snoozed', snoozedUntil: snoozedUntil(snooze, Date.now()) }),
            }),
          ),
        ]
      : []),
  ]);
}

type Name = 'customer' | 'reply' | 'note' | 'close' | 'reopen' | 'take' | 'release' | 'snooze';
