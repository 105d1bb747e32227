import { Button, Code, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { ErrorState } from '../ui/states.tsx';
import { type ReplyDraft, useSaveReply } from './queries.ts';

const VARIABLES = ['{{customer.name}}', '{{agent.name}}', '{{shop.name}}'] as const;

interface Props {
  /** Null: a new one. */
  readonly reply: Schema<'CannedReply'> | null;
  readonly onDone: () => void;
}

/** Writes a canned reply, or changes it. */
export function ReplyForm({ reply, onDone }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<ReplyDraft>({
    title: reply?.title ?? '',
    shortcut: reply?.shortcut ?? '',
    text: reply?.text ?? '',
  });
  const save = useSaveReply(reply);
  const field = (name: keyof ReplyDraft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} style={{ width: '100%' }}>
      <Stack align="flex-start" mt="xs">
        <TextInput label={t('settings.replies.name')} required maxLength={80} w="100%" {...field('title')} />
        <TextInput
          label={t('settings.replies.shortcut')}
          description={t('settings.replies.shortcutHint')}
          maxLength={32}
          {...field('shortcut')}
        />
        <Textarea
          label={t('settings.replies.text')}
          required
          maxLength={5_000}
          autosize
          minRows={3}
          w="100%"
          {...field('text')}
        />
        <Text size="sm">
          {t('settings.replies.variables')}{' '}
          {VARIABLES.map((variable) => (
            <Code key={variable} mr={4}>
              {variable}
            </Code>
          ))}
        </Text>
        {save.isError && <ErrorState error={save.error} />}
        <Button type="submit" loading={save.isPending}>
          {t('settings.save')}
        </Button>
      </Stack>
    </form>
  );
}
