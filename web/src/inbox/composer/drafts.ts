import { Observable } from '../../app/observable.ts';
import { personal } from '../../app/storage.ts';
import { session } from '../../session/session.ts';
import type { FileKind } from '../data/limits.ts';

/** A file that was uploaded and not sent yet. */
export interface DraftFile {
  readonly attachmentId: string;
  readonly name: string;
  readonly kind: FileKind;
}

/** What somebody has written and not sent. */
export interface DraftText {
  readonly mode: 'reply' | 'note';
  readonly text: string;
  readonly files: readonly DraftFile[];
  /** The idempotency key of a note, so that writing it down again writes no second one. */
  readonly noteKey?: string;
}

export const NO_DRAFT: DraftText = { mode: 'reply', text: '', files: [] };

const NAME = 'draft.';
const drafts = new Map<string, Observable<DraftText>>();

/** The draft of a conversation: kept in this tab, over a reload, until it is sent or somebody signs out. */
export function draftOf(conversationId: string): Observable<DraftText> {
  const known = drafts.get(conversationId);
  if (known) return known;
  const made = new Observable(kept(conversationId));
  made.subscribe(() => keep(conversationId, made.get()));
  drafts.set(conversationId, made);
  return made;
}

/** Changes a part of it. */
export function changeDraft(conversationId: string, change: Partial<DraftText>): void {
  const draft = draftOf(conversationId);
  draft.set({ ...draft.get(), ...change });
}

/** Puts a text back that could not be sent, behind what has been written since. */
export function takeBack(conversationId: string, text: string): void {
  const { text: written } = draftOf(conversationId).get();
  changeDraft(conversationId, { mode: 'reply', text: written ? `${written}\n${text}` : text });
}

function kept(conversationId: string): DraftText {
  try {
    const { mode, text, files, noteKey } = JSON.parse(personal.get(NAME + conversationId) ?? '{}');
    return {
      mode: mode === 'note' ? 'note' : 'reply',
      text: typeof text === 'string' ? text : '',
      files: Array.isArray(files) ? files : [],
      ...(typeof noteKey === 'string' && { noteKey }),
    };
  } catch {
    return NO_DRAFT;
  }
}

function keep(conversationId: string, draft: DraftText): void {
  if (draft.text === '' && draft.files.length === 0) personal.remove(NAME + conversationId);
  else personal.set(NAME + conversationId, JSON.stringify(draft));
}

session.onSignOut(() => drafts.clear());
