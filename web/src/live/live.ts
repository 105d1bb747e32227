import { ApiError } from '../api/api-error.ts';
import { answerOf, api } from '../api/client.ts';
import { session } from '../session/session.ts';
import { LiveSocket } from './socket.ts';

/** What a service that has no live updates answers. */
const ABSENT = [404, 405];

async function ticket() {
  try {
    return await answerOf(api().POST('/v1/realtime/tickets'));
  } catch (error) {
    if (error instanceof ApiError && ABSENT.includes(error.status)) return 'never';
    throw error;
  }
}

function open(url: string): WebSocket {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  return socket;
}

function later(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}

/** The live updates of this tab. */
export const live = new LiveSocket({
  ticket,
  open,
  later,
  now: () => Date.now(),
  random: () => Math.random(),
});

session.onSignOut(() => live.stop());
