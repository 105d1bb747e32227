import type { SocketView } from './live-socket.ts';
import type { Millis } from './platform.ts';

/** Something in the table is not as it was. Says what, never how it is now: whoever may see that reads it. */
export interface LiveChange {
  readonly workspaceId: string;
  readonly conversationId: string;
  /** `conversation`: what the list shows of it. `entry`: something in its timeline. */
  readonly what: 'conversation' | 'entry';
  /** null = more than one may look different, as after a receipt. */
  readonly entryId: string | null;
}

/** A change as browsers are told. */
export type LiveEvent =
  | { readonly type: 'conversation.changed'; readonly conversationId: string }
  | { readonly type: 'entry.changed'; readonly conversationId: string; readonly entryId: string | null };

/** What a server says on a socket of its own accord. `cursor`: up to where the browser was told; it gives the last one back when it comes again. */
export type LiveFrame =
  | { readonly type: 'changes'; readonly cursor: string; readonly events: readonly LiveEvent[] }
  /** Too much happened to be told one by one: everything that is shown has to be read again. */
  | { readonly type: 'reread'; readonly cursor: string };

/** Events of one frame; more are told as `reread`. Below one billed message of 32 KB. */
export const MAX_EVENTS = 100;

/** A moment as a cursor. */
export function cursorAt(now: Millis): string {
  return now.toString(36);
}

/** Whether a string can be a cursor. */
export function isCursor(text: string): boolean {
  return /^[0-9a-z]{1,11}$/.test(text);
}

/** What somebody who looks there is told of the changes, each once; null = nothing. */
export function frameFor(
  view: SocketView | null,
  changes: readonly LiveChange[],
  now: Millis,
): LiveFrame | null {
  if (view === null) return null;
  const seen = new Map(
    changes
      .filter(({ what, conversationId }) => what === 'conversation' || conversationId === view.conversationId)
      .map((change) => [JSON.stringify(change), eventOf(change)]),
  );
  if (seen.size === 0) return null;
  const cursor = cursorAt(now);
  return seen.size > MAX_EVENTS
    ? { type: 'reread', cursor }
    : { type: 'changes', cursor, events: [...seen.values()] };
}

function eventOf({ what, conversationId, entryId }: LiveChange): LiveEvent {
  return what === 'conversation'
    ? { type: 'conversation.changed', conversationId }
    : { type: 'entry.changed', conversationId, entryId };
}
