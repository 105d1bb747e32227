import type { Head } from '../domain/conversation.ts';
import { SubjectErased } from '../domain/errors.ts';
import type { InboxDeps } from './inbox-deps.ts';

/**
 * Whatever was delivered into a conversation made its key; without one there is nobody left to write about, and agents make no new ones.
 * @throws SubjectErased
 */
export async function refuseErased(
  { keys }: Pick<InboxDeps, 'keys'>,
  { workspaceId, subjectId }: Head,
): Promise<void> {
  if ((await keys.existingKey(workspaceId, subjectId)) === null) throw new SubjectErased();
}
