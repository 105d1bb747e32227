import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useChange } from '../useChange.ts';

/** As the API: so many, so long. */
const MOST = 20;
const LONGEST = 50;

/** What the conversation is about, in the shop's own words. */
export function Labels({
  conversation,
  mayChange,
}: {
  conversation: Schema<'Conversation'>;
  mayChange: boolean;
}) {
  const { t } = useTranslation();
  const change = useChange(conversation);
  const shown = change.isPending ? (change.variables.labels ?? conversation.labels) : conversation.labels;
  const set = (labels: string[]) => {
    const clean = labels.map((label) => label.trim().normalize('NFC').slice(0, LONGEST)).filter(Boolean);
    change.mutate({ labels: [...new Set(clean)] });
  };
  return (
    <TagsInput
      label={t('inbox.customer.labels')}
      description={t('inbox.customer.labelsHint')}
      value={[...shown]}
      maxTags={MOST}
      disabled={!mayChange || change.isPending}
      onChange={set}
    />
  );
}
