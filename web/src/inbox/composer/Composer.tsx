import { SegmentedControl, Text } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useCan } from '../../api/me.ts';
import { useObservable } from '../../app/observable.ts';
import { useAccount } from '../data/queries.ts';
import classes from './Composer.module.css';
import { ComposerFiles } from './ComposerFiles.tsx';
import { ComposerText } from './ComposerText.tsx';
import { ComposerTools } from './ComposerTools.tsx';
import { changeDraft, type DraftText, draftOf } from './drafts.ts';
import { FileProblems } from './FileProblems.tsx';
import { useFiles } from './useFiles.ts';
import { useSubmit } from './useSubmit.ts';
import { WindowBar } from './WindowBar.tsx';

interface Props {
  readonly conversation: Schema<'Conversation'>;
  /** The newest entry on the screen. */
  readonly seen: string | null;
}

/** Where answers and notes are written. */
export function Composer({ conversation, seen }: Props) {
  const { t } = useTranslation();
  if (!useCan('inbox:reply'))
    return (
      <Text p="md" size="sm" c="dimmed">
        {t('inbox.composer.readOnly')}
      </Text>
    );
  return <Writing conversation={conversation} seen={seen} />;
}

function Writing({ conversation, seen }: Props) {
  const { t } = useTranslation();
  const { id, connectionId } = conversation;
  const draft = useObservable(draftOf(id));
  const limits = useAccount(connectionId)?.limits;
  const files = useFiles(id, limits);
  const drop = useDrop(files.add);
  const submit = useSubmit({ conversation, draft, limits, seen, isUploading: files.uploading.length > 0 });
  return (
    <div
      className={classes.composer}
      data-mode={draft.mode}
      data-over={drop.isOver || undefined}
      {...drop.handlers}
    >
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label={t('inbox.composer.mode')}
          value={draft.mode}
          onChange={(mode) => changeDraft(id, { mode: mode as DraftText['mode'] })}
          data={(['reply', 'note'] as const).map((value) => ({
            value,
            label: t(`inbox.composer.modes.${value}`),
          }))}
        />
        {draft.mode === 'reply' && <WindowBar window={conversation.replyWindow} />}
      </div>
      <ComposerText conversationId={id} draft={draft} onSubmit={submit.send} onFiles={files.add} />
      <FileProblems problems={files.problems} onDismiss={files.dismiss} />
      <ComposerFiles conversationId={id} files={draft.files} uploading={files.uploading} />
      <ComposerTools
        conversation={conversation}
        draft={draft}
        limits={limits}
        submit={submit}
        onFiles={files.add}
      />
    </div>
  );
}

function useDrop(add: (files: Iterable<File>) => void) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return { isOver, handlers: { onDragOver: over, onDragLeave: () => setOver(false), onDrop: drop } };
}
