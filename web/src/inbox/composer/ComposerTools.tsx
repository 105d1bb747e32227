import { ActionIcon, Button, FileButton, Text } from '@mantine/core';
import { Paperclip, SendHorizontal, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { acceptOf, type Limits } from '../data/limits.ts';
import { CannedReplies } from './CannedReplies.tsx';
import classes from './Composer.module.css';
import type { DraftText } from './drafts.ts';
import { TextCount } from './TextCount.tsx';
import type { Submit } from './useSubmit.ts';

interface Props {
  readonly conversation: Schema<'Conversation'>;
  readonly draft: DraftText;
  readonly limits: Limits | undefined;
  readonly submit: Submit;
  readonly onFiles: (files: Iterable<File>) => void;
}

/** What stands below the field: files, the count, why nothing can be sent, and the button that sends. */
export function ComposerTools({ conversation, draft, limits, submit, onFiles }: Props) {
  const { t } = useTranslation();
  const isReply = draft.mode === 'reply';
  const Icon = isReply ? SendHorizontal : StickyNote;
  return (
    <div className={classes.tools}>
      {isReply && (
        <FileButton multiple accept={acceptOf(limits)} onChange={onFiles}>
          {(props) => (
            <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label={t('inbox.files.add')}>
              <Paperclip aria-hidden size={20} />
            </ActionIcon>
          )}
        </FileButton>
      )}
      {isReply && <CannedReplies conversation={conversation} />}
      <Text
        size="xs"
        className={classes.hint}
        role="status"
        data-refused={submit.refusal !== null || undefined}
      >
        {submit.refusal ?? t('inbox.composer.keys')}
      </Text>
      {isReply && limits && <TextCount text={draft.text} limit={limits.text} />}
      <Button
        size="sm"
        disabled={!submit.maySend}
        loading={submit.isBusy}
        rightSection={<Icon aria-hidden size={16} />}
        onClick={submit.send}
      >
        {t(`inbox.composer.send.${draft.mode}`)}
      </Button>
    </div>
  );
}
