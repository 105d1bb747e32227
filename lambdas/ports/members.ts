import type { Member, Role, Workspace } from '../domain/member.ts';

/** Which workspace a user works in, and as what. */
export interface Membership {
  readonly workspaceId: string;
  readonly role: Role;
}

/** Who a member is; null = never stored, or erased. */
export interface MemberDetails {
  readonly email: string | null;
  readonly name: string | null;
}

/** A member with role and details. */
export interface RosterMember extends MemberDetails {
  readonly userId: string;
  readonly role: Role;
}

/** Reads workspaces and their members. */
export interface Members {
  /** May be 30 seconds old: for so long a user who was removed can still read. */
  membership(userId: string): Promise<Membership | null>;
  details(workspaceId: string, userId: string): Promise<MemberDetails>;
  workspace(workspaceId: string): Promise<Workspace | null>;
  /** Everybody who works in the workspace. */
  roster(workspaceId: string): Promise<readonly RosterMember[]>;
  /** Where mail reaches the owners. */
  ownerAddresses(workspaceId: string): Promise<readonly string[]>;
  /** Where mail reaches everybody who is one of these. */
  addressesOf(workspaceId: string, roles: readonly Role[]): Promise<readonly string[]>;
}

/** Writes workspaces and their members. */
export interface MemberStore {
  saveWorkspace(workspace: Workspace): Promise<void>;
  /**
   * Makes a user a member, or changes role and details of one who is.
   * @throws InvalidInput when the user belongs to another workspace
   */
  addMember(member: Member): Promise<void>;
}
