import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { useObservable } from '../app/observable.ts';
import { live } from '../live/live.ts';
import { useNameOf } from './data/people.ts';
import { useNow } from './useNow.ts';

/** Who else looks or types here, else who has it. */
export function PresenceLine({ conversation: { id, assigneeId } }: { conversation: Schema<'Conversation'> }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const presence = useObservable(live.presence);
  useNow();
  const people = presence.conversationId === id ? presence.people : [];
  const now = Date.now();
  const typing = people.filter(({ typingUntil }) => typingUntil > now);
  const shown = typing.length > 0 ? typing : people;
  const names = shown.map(({ userId }) => nameOf(userId)).join(', ');
  const words = () => {
    if (typing.length > 0) return t('inbox.people.typing', { names });
    if (people.length > 0) return t('inbox.people.viewing', { names });
    return assigneeId
      ? t('inbox.people.assigned', { name: nameOf(assigneeId) })
      : t('inbox.people.unassigned');
  };
  return (
    <Text size="xs" c="dimmed" truncate aria-live="polite">
      {words()}
    </Text>
  );
}
