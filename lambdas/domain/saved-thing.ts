import type { Sealed } from './conversation.ts';
import { rolesWith, type Session } from './member.ts';

/** Something that a member saved for the work in the inbox, as it is stored: a canned reply, a view. */
export interface SavedThing {
  readonly workspaceId: string;
  readonly id: string;
  /** The member who made it. */
  readonly ownerId: string;
  /** 1 at first; each change counts. */
  readonly version: number;
  readonly sealed: Sealed;
}

/** Whoever made it may change it, and whoever looks after what all share. */
export function mayChange({ userId, role }: Session, { ownerId }: Pick<SavedThing, 'ownerId'>): boolean {
  return userId === ownerId || rolesWith('shared:manage').includes(role);
}

/** Ids sort by the moment at which they were made. @param random at least 12 bytes */
export function savedIdOf(now: number, random: Buffer): string {
  return `${now.toString(36).padStart(9, '0')}${random.toString('base64url')}`;
}
