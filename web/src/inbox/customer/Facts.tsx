import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { useNameOf } from '../data/people.ts';
import { useAccount } from '../data/queries.ts';
import classes from './CustomerPanel.module.css';

interface Props {
  readonly conversation: Schema<'Conversation'>;
  readonly correctedAt: string | undefined;
}

/** What is known of the conversation. */
export function Facts({ conversation, correctedAt }: Props) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const account = useAccount(conversation.connectionId);
  const { platform, customer, status, assigneeId, lastActivityAt, snoozedUntil, group, thread } =
    conversation;
  const platformId = customer.platformUserId ?? group?.platformId ?? thread?.platformId;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('inbox.customer.platform'), t(`platforms.${platform}`)],
    [t('inbox.customer.account'), account?.displayName],
    [t('inbox.customer.platformId'), platformId],
    [t('inbox.customer.corrected'), correctedAt && dayAndTime(correctedAt)],
    [t('inbox.customer.status'), t(`inbox.status.${status}`)],
    [t('inbox.customer.snoozedUntil'), snoozedUntil && dayAndTime(snoozedUntil)],
    [t('inbox.customer.assignee'), assigneeId ? nameOf(assigneeId) : t('inbox.filters.nobody')],
    [t('inbox.customer.lastActivity'), dayAndTime(lastActivityAt)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
