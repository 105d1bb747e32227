import net from 'node:net';
import { endpoints } from './support/cloud.ts';

const { port } = new URL(endpoints.apiUrl);

/** Opens a connection, writes, and waits for the other side to close it. */
function untilClosed(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('F19: connections that never finish', () => {
  it('are closed by the server, and others are answered meanwhile', async () => {
    const halfHeader = untilClosed('POST /webhooks/facebook HTTP/1.1\r\nHost: a\r\nX-Hub-');
    const halfBody = untilClosed(
      'POST /webhooks/facebook HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"object"',
    );
    expect((await fetch(`${endpoints.apiUrl}/healthz`)).status).toBe(200);
    for (const answer of await Promise.all([halfHeader, halfBody]))
      expect(answer === '' || answer.includes('408')).toBe(true);
  });
});
