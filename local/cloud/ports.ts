import net from 'node:net';
import { Problem } from './problem.ts';

/** Whether nothing listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The wanted port, or the next free one after it. */
export async function freePortFrom(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port++) if (await isFree(port)) return port;
  throw new Problem(`No port between ${wanted} and ${wanted + 99} is free; stop a program that uses one.`);
}

/** @throws Problem when something listens there already */
export async function requireFree(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Problem(
    `Port ${port} is in use, perhaps by another KaoJai. Stop that program, or choose another port: npm start -- --port ${port + 1}.`,
  );
}
