import { type Permission, permissionsOf, type Role, type Session, type Workspace } from '../domain/member.ts';
import type { MemberDetails, Members } from '../ports/members.ts';

/** The signed-in user, and what they may do where. */
export interface Me {
  readonly user: MemberDetails & { readonly id: string };
  readonly workspace: Workspace;
  readonly role: Role;
  readonly permissions: readonly Permission[];
}

/** Says who is signed in. */
export async function whoAmI(
  deps: { readonly members: Members },
  { userId, workspaceId, role }: Session,
): Promise<Me> {
  const [details, workspace] = await Promise.all([
    deps.members.details(workspaceId, userId),
    deps.members.workspace(workspaceId),
  ]);
  return {
    user: { id: userId, ...details },
    // Deleted this very moment: nothing else in the workspace answers either.
    workspace: workspace ?? { id: workspaceId, name: workspaceId, locale: 'en' },
    role,
    permissions: permissionsOf(role),
  };
}
