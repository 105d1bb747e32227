import { cursorAt } from '../../domain/live-change.ts';
import { hear, type LiveSocket, othersAt, type SocketView } from '../../domain/live-socket.ts';
import { type LiveDeps, type SocketRef, tellSocket } from './live-deps.ts';
import { tellLeft, tellPresence } from './presence.ts';

/** What a browser may say. */
export type SocketMessage =
  /** What it shows from now on. `after`: it was told before, up to there. */
  | { readonly type: 'view'; readonly view: SocketView | null; readonly after?: string | undefined }
  | { readonly type: 'typing' }
  | { readonly type: 'ping' };

/**
 * Does what a browser says on its socket. One that nobody knows any more, or that says too much, is closed.
 * @param message null = could not be understood
 * @throws Unavailable
 */
export async function hearSocket(
  deps: LiveDeps,
  ref: SocketRef,
  message: SocketMessage | null,
): Promise<void> {
  const open = await deps.sockets.of(ref.workspaceId);
  const before = open.find(({ connectionId }) => connectionId === ref.connectionId);
  const counted = before && hear(before, deps.clock.now());
  if (!before || !counted) return shut(deps, ref);
  const { heard } = counted;
  const change = message?.type === 'view' ? { heard, view: message.view } : { heard };
  if (!(await deps.sockets.change(ref, change))) return shut(deps, ref);
  const socket = { ...counted, ...change };
  const rest = open.filter((one) => one !== before);
  if (message === null) return tellSocket(deps, socket, { type: 'error', code: 'invalid_message' });
  if (message.type === 'ping') return tellSocket(deps, socket, { type: 'pong' });
  if (message.type === 'view') {
    const after = message.after ?? (before.view === null ? ref.after : undefined);
    return changeView(deps, rest, before, socket, after);
  }
  const conversationId = socket.view?.conversationId ?? null;
  if (conversationId !== null) await tellPresence(deps, rest, socket, conversationId, 'typing');
}

/**
 * From the moment of the answer on the browser is told of every change; what it reads after the answer has all that came before. One that had been
 * told before has missed something in between, perhaps: it reads again all that it shows.
 */
async function changeView(
  deps: LiveDeps,
  rest: readonly LiveSocket[],
  before: LiveSocket,
  socket: LiveSocket,
  after: string | undefined,
): Promise<void> {
  const conversationId = socket.view?.conversationId ?? null;
  const viewers = conversationId === null ? [] : othersAt(rest, conversationId, socket.userId);
  await tellSocket(deps, socket, {
    type: 'ready',
    cursor: cursorAt(deps.clock.now()),
    conversationId,
    reread: after !== undefined,
    viewers: [...new Set(viewers.map(({ userId }) => userId))],
  });
  if (before.view?.conversationId === conversationId) return;
  await tellLeft(deps, rest, before);
  if (conversationId !== null) await tellPresence(deps, rest, socket, conversationId, 'viewing');
}

async function shut({ sockets, push }: LiveDeps, ref: SocketRef): Promise<void> {
  await push.close(ref.connectionId);
  await sockets.remove(ref);
}
