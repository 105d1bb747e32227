import { type LiveSocket, othersAt } from '../../domain/live-socket.ts';
import { type LiveDeps, tellSocket } from './live-deps.ts';

/** What somebody does at a conversation. */
export type Presence = 'viewing' | 'typing' | 'left';

type Teller = Pick<LiveDeps, 'sockets' | 'push'>;

/** Tells the others who look at that conversation what the member does there. Kept nowhere. */
export async function tellPresence(
  deps: Teller,
  open: readonly LiveSocket[],
  { userId }: Pick<LiveSocket, 'userId'>,
  conversationId: string,
  state: Presence,
): Promise<void> {
  const message = { type: 'presence', conversationId, userId, state };
  await Promise.all(othersAt(open, conversationId, userId).map((other) => tellSocket(deps, other, message)));
}

/**
 * Tells the others that the member does not look there any more, unless another window of theirs still does.
 * @param rest all sockets but the one that leaves
 */
export async function tellLeft(
  deps: Teller,
  rest: readonly LiveSocket[],
  { userId, view }: Pick<LiveSocket, 'userId' | 'view'>,
): Promise<void> {
  const conversationId = view?.conversationId ?? null;
  if (conversationId === null) return;
  const still = rest.some(
    (socket) => socket.userId === userId && socket.view?.conversationId === conversationId,
  );
  if (!still) await tellPresence(deps, rest, { userId }, conversationId, 'left');
}
