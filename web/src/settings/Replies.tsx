import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { List } from '../ui/List.tsx';
import { Section } from '../ui/Section.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useRemoveReply, useReplies } from './queries.ts';
import { ReplyForm } from './ReplyForm.tsx';
import { mayChangeReply } from './rights.ts';
import classes from './settings.module.css';

/** Answers that the shop gives again and again: to write, to change, to remove. */
export function Replies({ me }: { readonly me: Schema<'Me'> }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  const mayWrite = me.permissions.includes('inbox:reply');
  return (
    <Section title={t('settings.replies.title')}>
      {mayWrite && (
        <Stack align="flex-start">
          <Button variant="default" aria-expanded={writing} onClick={() => setWriting(!writing)}>
            {t('settings.replies.new')}
          </Button>
          {writing && <ReplyForm reply={null} onDone={() => setWriting(false)} />}
        </Stack>
      )}
      <List list={useReplies()} empty={t('settings.replies.none')}>
        {(replies) => (
          <ul className={classes.rows}>
            {replies.map((reply) => (
              <Row key={reply.id} reply={reply} mayChange={mayChangeReply(me, reply)} />
            ))}
          </ul>
        )}
      </List>
    </Section>
  );
}

interface RowProps {
  readonly reply: Schema<'CannedReply'>;
  readonly mayChange: boolean;
}

function Row({ reply, mayChange }: RowProps) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const remove = useRemoveReply();
  const { id, title, shortcut, text } = reply;
  return (
    <li className={classes.row}>
      <Text fw={600}>{shortcut ? `${title} (/${shortcut})` : title}</Text>
      <Text size="sm" className={classes.text}>
        {text}
      </Text>
      {mayChange && (
        <Group gap="xs" mt="xs">
          <Button
            size="xs"
            variant="default"
            aria-expanded={changing}
            aria-label={t('settings.changeOf', { name: title })}
            onClick={() => setChanging(!changing)}
          >
            {t('settings.change')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('settings.removeOf', { name: title })}
            loading={remove.isPending}
            onClick={() => remove.mutate(id)}
          >
            {t('settings.remove')}
          </Button>
        </Group>
      )}
      {remove.isError && <ErrorState error={remove.error} />}
      {changing && <ReplyForm reply={reply} onDone={() => setChanging(false)} />}
    </li>
  );
}
