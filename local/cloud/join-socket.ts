import http from 'node:http';
import type { Duplex } from 'node:stream';

/** Where sockets for live updates are opened. */
export const LIVE_PATH = '/live';

/**
 * Hands a WebSocket on to the deployed API, handshake and all; what the API answers instead of opening it goes back as it is.
 * @param live base of the WebSocket API with its stage; null = not deployed yet
 */
export function joinSocket(
  request: http.IncomingMessage,
  socket: Duplex,
  head: Buffer,
  live: string | null,
): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  socket.on('error', () => socket.destroy());
  if (path !== LIVE_PATH || live === null) {
    refuse(socket, path === LIVE_PATH ? 503 : 404);
    return;
  }
  const target = new URL(live);
  const onward = http.request({
    host: target.hostname,
    port: target.port,
    path: `${target.pathname}?${query}`,
    headers: { ...request.headers, host: target.host },
  });
  onward.on('upgrade', (answer, upstream, first) => {
    socket.write(headOf(answer));
    socket.write(first);
    upstream.write(head);
    upstream.on('error', () => socket.destroy());
    upstream.pipe(socket).pipe(upstream);
    socket.on('close', () => upstream.destroy());
  });
  onward.on('response', (answer) => {
    answer.resume();
    refuse(socket, answer.statusCode ?? 502);
  });
  onward.on('error', () => refuse(socket, 502));
  onward.end();
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}

function headOf({ statusCode, statusMessage, rawHeaders }: http.IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
