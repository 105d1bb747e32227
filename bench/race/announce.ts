import type { AddressInfo } from 'node:net';

/** Anything that listens: a `node:http` server, or what a framework makes of one. */
interface Listening {
  address(): AddressInfo | string | null;
}

/** A server's side of the race: tells its port, and its processor time whenever it is asked. */
export function announce(server: Listening): void {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ port: address.port });
}

/** Secret, account and path that all contenders share. */
export const SECRET = '4e1f0a7d92c84b6fb35e17c09ad2f863';
export const CONNECTION_ID = 'c_sample';
export const PATH = `/webhooks/line/${CONNECTION_ID}`;
