import type { Millis } from './platform.ts';

/** API Gateway closes a socket after two hours, whatever happens on it. */
export const SOCKET_LIFE_MS: Millis = 2 * 60 * 60_000;
/** A ticket has to be used within this time. */
export const TICKET_LIFE_MS: Millis = 60_000;
/** Sockets that one member may have open: windows on several machines, and those that nobody has closed yet. */
export const MAX_SOCKETS_OF_MEMBER = 20;
/** Sockets that a workspace may have open. */
export const MAX_SOCKETS = 500;
/** Messages of one socket within a minute; whoever says more is cut off. */
export const MAX_MESSAGES = 120;
const MINUTE: Millis = 60_000;

/** What somebody looks at: the list of conversations, and one of them. */
export interface SocketView {
  readonly conversationId: string | null;
}

/** A browser that is told what changes. Ids only. */
export interface LiveSocket {
  readonly workspaceId: string;
  /** API Gateway's name for it. */
  readonly connectionId: string;
  readonly userId: string;
  /** null = looks at nothing of the inbox, and is told nothing. */
  readonly view: SocketView | null;
  readonly openedAt: Millis;
  /** The minute in which messages are counted, and how many there were. */
  readonly heard: { readonly from: Millis; readonly count: number };
}

/** The socket with one more message counted; null = that was one too many. */
export function hear(socket: LiveSocket, now: Millis): LiveSocket | null {
  const { from, count } = socket.heard;
  if (now - from >= MINUTE || now < from) return { ...socket, heard: { from: now, count: 1 } };
  return count >= MAX_MESSAGES ? null : { ...socket, heard: { from, count: count + 1 } };
}

/** Whether it can still be open. */
export function isAlive({ openedAt }: LiveSocket, now: Millis): boolean {
  return now < openedAt + SOCKET_LIFE_MS;
}

/** Other people's sockets that look at that conversation. */
export function othersAt(
  sockets: readonly LiveSocket[],
  conversationId: string,
  userId: string,
): readonly LiveSocket[] {
  return sockets.filter(
    (socket) => socket.view?.conversationId === conversationId && socket.userId !== userId,
  );
}
