import type { Sealed } from '../domain/conversation.ts';
import type { Role, Workspace } from '../domain/member.ts';

/** Which workspace a user works in, and as what. */
export interface Membership {
  readonly workspaceId: string;
  readonly role: Role;
}

/** A member as it is stored. The role stands in the membership alone. */
export interface StoredMember {
  readonly workspaceId: string;
  readonly userId: string;
  readonly email: Sealed;
  readonly name?: Sealed;
}

/** Reads workspaces and their members. */
export interface Members {
  /** May be 30 seconds old: for so long a user who was removed can still read. */
  membership(userId: string): Promise<Membership | null>;
  member(workspaceId: string, userId: string): Promise<StoredMember | null>;
  workspace(workspaceId: string): Promise<Workspace | null>;
}

/** Writes workspaces and their members. */
export interface MemberStore {
  addWorkspace(workspace: Workspace): Promise<void>;
  /** Adds or replaces. False when the user belongs to another workspace: then nothing is written. */
  addMember(member: StoredMember, role: Role): Promise<boolean>;
}
