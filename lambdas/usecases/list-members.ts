import type { Page, PageRequest } from '../domain/cursor.ts';
import { type Role, rolesWith, type Session } from '../domain/member.ts';
import type { Members } from '../ports/members.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { pageOfAll } from './page-of-all.ts';

/** What listing members needs. */
export interface ListMembersDeps {
  readonly members: Pick<Members, 'roster'>;
  readonly keys: Pick<SubjectKeys, 'workspace'>;
}

/** A member as the others see them. */
export interface Colleague {
  readonly id: string;
  /** Null: never told. */
  readonly name: string | null;
  readonly role: Role;
  /** Only for those who look after what all share. */
  readonly email?: string | null;
}

/** Who works in the workspace, in the order of their ids: names for assignees and authors. @throws InvalidInput for a wrong cursor */
export async function listMembers(
  deps: ListMembersDeps,
  { workspaceId, role: own }: Session,
  request: PageRequest,
): Promise<Page<Colleague>> {
  const seesEmail = rolesWith('shared:manage').includes(own);
  const roster = await deps.members.roster(workspaceId);
  const all = roster
    .map(({ userId, name, role, email }) => ({ id: userId, name, role, ...(seesEmail ? { email } : {}) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return pageOfAll(deps, 'members', workspaceId, all, request);
}
