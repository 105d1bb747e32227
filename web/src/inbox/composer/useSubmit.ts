import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { answerOf, api } from '../../api/client.ts';
import { errorText } from '../../ui/error-text.ts';
import { toast } from '../../ui/toasts.tsx';
import type { Limits } from '../data/limits.ts';
import { showEntry } from '../data/refresh.ts';
import { useNow } from '../useNow.ts';
import { changeDraft, type DraftText, draftOf, NO_DRAFT } from './drafts.ts';
import { windowAt } from './reply-window.ts';
import { sendDraft } from './sending.ts';
import { lengthIn } from './text-length.ts';

interface Given {
  readonly conversation: Schema<'Conversation'>;
  readonly draft: DraftText;
  readonly limits: Limits | undefined;
  readonly seen: string | null;
  readonly isUploading: boolean;
}

/** What the button that sends needs. */
export interface Submit {
  readonly maySend: boolean;
  readonly isBusy: boolean;
  /** Why this would be refused; null: it would not. */
  readonly refusal: string | null;
  readonly send: () => void;
}

/** The API takes no longer note. */
const LONGEST_NOTE = 5_000;

/** Sends what the draft has, unless it is known to be refused. */
export function useSubmit(given: Given): Submit {
  const { conversation, draft, seen, isUploading } = given;
  const refusal = useRefusal(given);
  const note = useNote(conversation.id, draft);
  const isEmpty = draft.text.trim() === '' && (draft.mode === 'note' || draft.files.length === 0);
  const maySend = !isEmpty && refusal === null && !isUploading && !note.isBusy;
  const reply = () => {
    for (const { attachmentId, name, kind } of draft.files)
      sendDraft(conversation.id, { kind, attachmentId, name }, seen);
    if (draft.text.trim()) sendDraft(conversation.id, { kind: 'text', text: draft.text.trim() }, seen);
    draftOf(conversation.id).set(NO_DRAFT);
  };
  const send = () => {
    if (!maySend) return;
    if (draft.mode === 'note') note.write();
    else reply();
  };
  return { maySend, isBusy: note.isBusy, refusal, send };
}

function useRefusal({ conversation, draft, limits }: Given): string | null {
  const { t } = useTranslation();
  const window = windowAt(conversation.replyWindow, useNow());
  if (draft.mode === 'note')
    return draft.text.length > LONGEST_NOTE ? t('inbox.composer.noteTooLong', { max: LONGEST_NOTE }) : null;
  if (!window.mayReply) return t(`inbox.window.next.${window.reason ?? 'other'}`);
  if (!limits) return null;
  const over = lengthIn(limits.text.unit, draft.text.trim()) - limits.text.max;
  return over > 0 ? t('inbox.composer.tooLong', { over, unit: t(`inbox.units.${limits.text.unit}`) }) : null;
}

function useNote(id: string, draft: DraftText) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const write = async () => {
    const key = draft.noteKey ?? crypto.randomUUID();
    changeDraft(id, { noteKey: key });
    setBusy(true);
    try {
      const params = { path: { id }, header: { 'idempotency-key': key } };
      showEntry(
        await answerOf(api().POST('/v1/conversations/{id}/notes', { params, body: { text: draft.text } })),
      );
      draftOf(id).set({ ...NO_DRAFT, mode: 'note', files: draft.files });
    } catch (error) {
      toast({ text: errorText(t, error), kind: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, write: () => void write() };
}
