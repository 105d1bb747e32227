import type { LiveSocket } from '../../domain/live-socket.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LivePush, LiveSockets } from '../../ports/live.ts';

/** What everything needs that speaks on sockets. */
export interface LiveDeps {
  readonly sockets: LiveSockets;
  readonly push: LivePush;
  readonly clock: Clock;
}

/** Which socket, by what API Gateway and the ticket said when it was opened; never by what is said on it. */
export interface SocketRef {
  readonly workspaceId: string;
  readonly userId: string;
  readonly connectionId: string;
  /** The cursor that stood in the address. */
  readonly after?: string;
}

/**
 * Says something on a socket. One that is gone is forgotten. One that cannot be told is closed, so that its browser comes again and reads: an open
 * socket was told everything. @throws Unavailable when it can neither be told nor closed, nor forgotten
 */
export async function tellSocket(
  { sockets, push }: Pick<LiveDeps, 'sockets' | 'push'>,
  socket: Pick<LiveSocket, 'workspaceId' | 'connectionId'>,
  message: object,
): Promise<void> {
  try {
    if ((await push.tell(socket.connectionId, JSON.stringify(message))) === 'told') return;
  } catch {
    await push.close(socket.connectionId);
  }
  await sockets.remove(socket);
}
