import { CloseButton, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import classes from './Composer.module.css';
import { NewCannedReply } from './NewCannedReply.tsx';
import { useRemoveCannedReply } from './useCannedReplies.ts';

type Reply = Schema<'CannedReply'>;

interface Props {
  readonly replies: readonly Reply[];
  readonly conversationId: string;
  readonly onTake: (text: string) => void;
}

/** Canned replies, found by typing. */
export function CannedReplyList({ replies, conversationId, onTake }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const me = useMe().data?.user.id;
  const remove = useRemoveCannedReply();
  const found = replies.filter((reply) => speaksOf(reply, words.trim().toLocaleLowerCase()));
  return (
    <Stack gap="xs">
      <TextInput
        data-autofocus
        size="sm"
        value={words}
        aria-label={t('inbox.canned.search')}
        placeholder={t('inbox.canned.search')}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && found[0] && onTake(found[0].text)}
      />
      {found.length === 0 && <Text size="sm">{t('inbox.canned.none')}</Text>}
      <ul className={classes.replies}>
        {found.map(({ id, title, text, ownerId }) => (
          <li key={id}>
            <UnstyledButton className={classes.reply} onClick={() => onTake(text)}>
              <bdi>{title}</bdi>
              <small>
                <bdi>{text}</bdi>
              </small>
            </UnstyledButton>
            {ownerId === me && (
              <CloseButton
                size="sm"
                aria-label={t('inbox.canned.remove', { title })}
                onClick={() => remove(id)}
              />
            )}
          </li>
        ))}
      </ul>
      <NewCannedReply conversationId={conversationId} />
    </Stack>
  );
}

function speaksOf({ title, text, shortcut = '' }: Reply, words: string): boolean {
  return [title, text, shortcut].some((part) => part.toLocaleLowerCase().includes(words));
}
