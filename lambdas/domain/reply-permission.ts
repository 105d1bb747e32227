import type { Session } from './member.ts';
import type { ReplyWindow } from './reply-window.ts';

/**
 * By which of a platform's rules an answer goes out. Meta opens the time after the window for what a person wrote; a bot never gets that far,
 * because the only way to it begins with a member's session.
 */
export type ReplyPermission =
  | { readonly kind: 'response' }
  | { readonly kind: 'human_agent'; readonly writtenBy: { readonly userId: string } };

/** What a person may do in that window; null: nothing. */
export function permissionOfPerson(window: ReplyWindow, { userId }: Session): ReplyPermission | null {
  if (window.state === 'closed') return null;
  return window.state === 'human_only'
    ? { kind: 'human_agent', writtenBy: { userId } }
    : { kind: 'response' };
}

/** What a bot may do in that window; null: nothing. */
export function permissionOfBot(window: ReplyWindow): ReplyPermission | null {
  return window.state === 'open' || window.state === 'unlimited' ? { kind: 'response' } : null;
}
