import type { Head } from '../domain/conversation.ts';
import { NotFound } from '../domain/errors.ts';
import { noteTokenOf, ownEntryIdOf } from '../domain/ids.ts';
import type { Session } from '../domain/member.ts';
import type { NoteContent, StoredNote } from '../domain/stored.ts';
import type { Note } from '../domain/timeline.ts';
import { findHead } from './find-head.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { place } from './places.ts';
import { refuseErased } from './refuse-erased.ts';
import { viewNote } from './view-entry.ts';

/**
 * Writes a private note into a conversation. It is an entry and nothing else: the head does not know of it, so it is neither unread nor an
 * answer nor in the preview, whatever is delivered at the same time.
 * @param key the caller's name for the note: the same one, by the same member, always gives the note that it gave first
 * @throws NotFound; @throws SubjectErased
 */
export async function writeNote(
  deps: InboxDeps,
  session: Session,
  conversationId: string,
  text: string,
  key?: string,
): Promise<Note> {
  const head = await findHead(deps, session, conversationId);
  await refuseErased(deps, head);
  const entryId = await claimPlace(deps, session, head, text, key);
  const content: NoteContent = { text };
  const note: StoredNote = {
    type: 'note',
    entryId,
    rev: 0,
    authorId: session.userId,
    receivedAt: deps.clock.now(),
    sealed: await deps.sealer.seal(place.entry(head, entryId), head.subjectId, content),
  };
  const known = await deps.store.insertEntry(head, note);
  if (known === null) return viewNote(head, note, content);
  return viewKnown(deps, head, known as StoredNote);
}

/** Before the note itself, the key is tied to a place: whoever dies between the two finds the same place again. */
async function claimPlace(
  deps: InboxDeps,
  { userId }: Session,
  head: Head,
  text: string,
  key: string | undefined,
): Promise<string> {
  const at = deps.clock.now();
  const { idSecret } = await deps.keys.workspace(head.workspaceId);
  const token = noteTokenOf(
    idSecret,
    head.conversationId,
    userId,
    key === undefined ? { at, text } : { key },
  );
  const target = ownEntryIdOf(at, 'note', token);
  if (key === undefined) return target;
  const claim = { type: 'alias', entryId: ownEntryIdOf(0, 'note', token), rev: 0, target } as const;
  const known = await deps.store.insertEntry(head, claim);
  return known?.type === 'alias' ? known.target : target;
}

async function viewKnown(deps: InboxDeps, head: Head, note: StoredNote): Promise<Note> {
  const content = await deps.sealer.open<NoteContent>(place.entry(head, note.entryId), note.sealed);
  if (content === null) throw new NotFound('note');
  return viewNote(head, note, content);
}
