import type { Millis } from './platform.ts';

/** All roles. */
export const ROLES = ['owner', 'admin', 'agent', 'privacy_officer'] as const;
/** What somebody is in a workspace. */
export type Role = (typeof ROLES)[number];

const AGENT_UP = ['owner', 'admin', 'agent'] as const;
const MANAGERS = ['owner', 'admin'] as const;
const PRIVACY = ['owner', 'privacy_officer'] as const;
const OWNER = ['owner'] as const;

/** Who may do what. The only such table: routes name a permission, and `GET /v1/me` lists those of the caller. */
const ROLES_WITH = {
  'workspace:read': ROLES,
  'inbox:read': ROLES,
  'inbox:reply': AGENT_UP,
  'customers:manage': AGENT_UP,
  /** What members saved for all: canned replies and shared views of others; and how to reach colleagues. */
  'shared:manage': MANAGERS,
  'connections:read': ROLES,
  'connections:manage': MANAGERS,
  'privacy:manage': PRIVACY,
  'retention:manage': PRIVACY,
  'audit:read': PRIVACY,
  'support:admit': OWNER,
} as const satisfies Record<string, readonly Role[]>;

/** Something that not everybody may do. */
export type Permission = keyof typeof ROLES_WITH;

/** The roles that have a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return ROLES_WITH[permission];
}

/** All permissions of a role. */
export function permissionsOf(role: Role): readonly Permission[] {
  return (Object.keys(ROLES_WITH) as Permission[]).filter((permission) =>
    rolesWith(permission).includes(role),
  );
}

/** A signed-in user and the workspace that the request is about. */
export interface Session {
  readonly userId: string;
  readonly workspaceId: string;
  readonly role: Role;
  /** When the user last proved who they are, by password and second factor; absent where the token does not say. */
  readonly signedInAt?: Millis;
}

/** A merchant's workspace. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly locale: 'th' | 'en';
}

/** A person who works in a workspace. */
export interface Member {
  readonly workspaceId: string;
  /** The user's id in the user pool. */
  readonly userId: string;
  readonly role: Role;
  readonly email: string;
  readonly name?: string;
}
