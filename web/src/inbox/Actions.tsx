import { Button, Menu } from '@mantine/core';
import { AlarmClock, CircleCheck, RotateCcw, UserRoundCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { useMe } from '../api/me.ts';
import { dayAndTime } from '../i18n/time.ts';
import classes from './ConversationHeader.module.css';
import { useMembers, useNameOf } from './data/people.ts';
import { SNOOZES, snoozedUntil } from './snooze.ts';
import { useChange } from './useChange.ts';
import { useNow } from './useNow.ts';

/** Assign, put aside, close. */
export function Actions({ conversation }: { conversation: Schema<'Conversation'> }) {
  const { t } = useTranslation();
  const change = useChange(conversation);
  const isOpen = conversation.status === 'open';
  const Icon = isOpen ? CircleCheck : RotateCcw;
  return (
    <div className={classes.actions}>
      <AssignMenu
        assigneeId={conversation.assigneeId}
        onChange={(assigneeId) => change.mutate({ assigneeId })}
      />
      {conversation.status !== 'closed' && (
        <SnoozeMenu onChange={(until) => change.mutate({ status: 'snoozed', snoozedUntil: until })} />
      )}
      <Button
        variant={isOpen ? 'light' : 'default'}
        size="compact-md"
        loading={change.isPending}
        aria-label={t(isOpen ? 'inbox.actions.close' : 'inbox.actions.reopen')}
        onClick={() => change.mutate({ status: isOpen ? 'closed' : 'open' })}
      >
        <Icon aria-hidden size={16} />
        <span className={classes.word}>{t(isOpen ? 'inbox.actions.close' : 'inbox.actions.reopen')}</span>
      </Button>
    </div>
  );
}

function AssignMenu({
  assigneeId,
  onChange,
}: {
  assigneeId: string | null;
  onChange: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const me = useMe().data?.user.id ?? null;
  const nameOf = useNameOf();
  // Whoever only looks after privacy does not answer.
  const others = useMembers().filter(({ id, role }) => id !== me && role !== 'privacy_officer');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-md" aria-label={t('inbox.actions.assign')}>
          <UserRoundCheck aria-hidden size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={assigneeId === me} onClick={() => onChange(me)}>
          {t('inbox.actions.assignMe')}
        </Menu.Item>
        {others.map(({ id }) => (
          <Menu.Item key={id} disabled={assigneeId === id} onClick={() => onChange(id)}>
            {nameOf(id)}
          </Menu.Item>
        ))}
        <Menu.Item disabled={assigneeId === null} onClick={() => onChange(null)}>
          {t('inbox.actions.assignNobody')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SnoozeMenu({ onChange }: { onChange: (until: string | null) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-md" aria-label={t('inbox.actions.snooze')}>
          <AlarmClock aria-hidden size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SNOOZES.map((snooze) => {
          const until = snoozedUntil(snooze, now);
          return (
            <Menu.Item
              key={snooze}
              title={until ? dayAndTime(until) : undefined}
              onClick={() => onChange(snoozedUntil(snooze, Date.now()))}
            >
              {t(`inbox.snooze.${snooze}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
