import { NoWorkspace } from '../domain/errors.ts';
import type { Session } from '../domain/member.ts';
import type { Members } from '../ports/members.ts';

/**
 * S05: workspace and role come from the stored membership of the signed-in user, and from nothing that a request says.
 * @throws NoWorkspace
 */
export async function openSession(deps: { readonly members: Members }, userId: string): Promise<Session> {
  const membership = await deps.members.membership(userId);
  if (membership === null) throw new NoWorkspace();
  return { userId, ...membership };
}
