import { MAX_SOCKETS, MAX_SOCKETS_OF_MEMBER } from '../../domain/live-socket.ts';
import type { LiveDeps, SocketRef } from './live-deps.ts';
import { tellLeft } from './presence.ts';

/** Remembers a socket that was admitted; false = there are too many. It is told nothing before it says what it shows. */
export async function openSocket({ sockets, clock }: LiveDeps, ref: SocketRef): Promise<boolean> {
  const open = await sockets.of(ref.workspaceId);
  const own = open.filter(({ userId }) => userId === ref.userId);
  if (open.length >= MAX_SOCKETS || own.length >= MAX_SOCKETS_OF_MEMBER) return false;
  const now = clock.now();
  const { workspaceId, userId, connectionId } = ref;
  await sockets.add({
    workspaceId,
    userId,
    connectionId,
    view: null,
    openedAt: now,
    heard: { from: now, count: 0 },
  });
  return true;
}

/** Forgets a socket, and tells those who looked at the same conversation. */
export async function closeSocket(deps: LiveDeps, ref: SocketRef): Promise<void> {
  const open = await deps.sockets.of(ref.workspaceId);
  await deps.sockets.remove(ref);
  const own = open.find(({ connectionId }) => connectionId === ref.connectionId);
  const rest = open.filter((socket) => socket !== own);
  if (own) await tellLeft(deps, rest, own);
}
