import type { Head } from '../domain/conversation.ts';
import { SubjectErased } from '../domain/errors.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

interface AskDeps {
  readonly keys: Pick<SubjectKeys, 'existingKey'>;
}

/**
 * Whatever was delivered into a conversation made its key; without one there is nobody left to write about, and agents make no new ones.
 * @throws SubjectErased
 */
export async function refuseErased(deps: AskDeps, head: Head): Promise<void> {
  if (await isErased(deps, head)) throw new SubjectErased();
}

/**
 * Whether the conversation's customer was erased, or is being erased: then nothing of it is shown, sent or added. Costs a read at most, of a key
 * that opening the conversation needs anyway. A key that is still in memory says nothing; the head, read anew, does.
 */
export async function isErased({ keys }: AskDeps, head: Head): Promise<boolean> {
  const { workspaceId, subjectId, restrictedBy } = head;
  if (restrictedBy !== undefined) return true;
  return sealsForItself(head) && (await keys.existingKey(workspaceId, subjectId)) === null;
}

/** Of a group that only an edit has told of so far, nothing is sealed with the group's own key. */
function sealsForItself({ threadKind, ids }: Head): boolean {
  return threadKind === 'direct' || ids !== undefined;
}
