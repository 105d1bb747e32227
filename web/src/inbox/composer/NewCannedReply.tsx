import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../../app/observable.ts';
import classes from './Composer.module.css';
import { draftOf } from './drafts.ts';
import { useAddCannedReply } from './useCannedReplies.ts';

/** Keeps what is written at the moment as a canned reply. */
export function NewCannedReply({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const { text } = useObservable(draftOf(conversationId));
  const add = useAddCannedReply();
  if (text.trim() === '') return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim())
      add.mutate({ title: title.trim(), text: text.trim() }, { onSuccess: () => setTitle('') });
  };
  return (
    <form onSubmit={submit} className={classes.newReply}>
      <TextInput
        size="sm"
        required
        maxLength={80}
        label={t('inbox.canned.saveAs')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button size="compact-sm" type="submit" variant="default" loading={add.isPending}>
        {t('inbox.canned.save')}
      </Button>
    </form>
  );
}
