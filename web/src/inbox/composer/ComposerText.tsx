import { Textarea } from '@mantine/core';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { live } from '../../live/live.ts';
import { COMPOSER_ID } from './composer-field.ts';
import { type DraftText, draftOf } from './drafts.ts';

interface Props {
  readonly conversationId: string;
  readonly draft: DraftText;
  readonly onSubmit: () => void;
  readonly onFiles: (files: Iterable<File>) => void;
}

/** The field itself: Enter sends, Shift+Enter begins a line, files can be pasted. */
export function ComposerText({ conversationId, draft, onSubmit, onFiles }: Props) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is at work, Enter is its own.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    onSubmit();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    onFiles(event.clipboardData.files);
  };
  return (
    <Textarea
      id={COMPOSER_ID}
      autosize
      minRows={2}
      maxRows={8}
      value={draft.text}
      aria-label={t(`inbox.composer.labels.${draft.mode}`)}
      placeholder={t(`inbox.composer.hints.${draft.mode}`)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onChange={(event) => {
        // Another text is another note: it gets a key of its own.
        draftOf(conversationId).set({
          mode: draft.mode,
          files: draft.files,
          text: event.currentTarget.value,
        });
        if (draft.mode === 'reply') live.typing();
      }}
    />
  );
}
