import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { lineWebhook, requestOf, SIZES } from './bodies.ts';
import { type Contender, Running } from './contender.ts';

/** What a server did with one hostile request. */
export interface Reaction {
  /** The status of its answer, or null when none came. */
  readonly status: number | null;
  /** Whether its process still runs. */
  readonly alive: boolean;
  /** Processor time that the request took from the server. */
  readonly cpuMs: number;
}

const TEN_MB = 10_000_000;

/** Requests that no platform sends. */
export const HOSTILE = {
  no_signature: () => requestOf(lineWebhook(SIZES['0.6kb'], 1), null),
  wrong_signature: () => requestOf(lineWebhook(SIZES['0.6kb'], 1), randomBytes(32).toString('base64')),
  short_signature: () => requestOf(lineWebhook(SIZES['0.6kb'], 1), 'abc'),
  no_body: () => requestOf(Buffer.alloc(0), null),
  forged_10mb: () => requestOf(lineWebhook(TEN_MB, 1), randomBytes(32).toString('base64')),
} as const;
export type HostileName = keyof typeof HOSTILE;

/** Sends each hostile request to a fresh process of the contender. */
export async function behaviourOf(contender: Contender): Promise<Record<HostileName, Reaction>> {
  const reactions: [string, Reaction][] = [];
  for (const [name, request] of Object.entries(HOSTILE))
    reactions.push([name, await reactionOf(contender, request())]);
  return Object.fromEntries(reactions) as Record<HostileName, Reaction>;
}

async function reactionOf(contender: Contender, request: Buffer): Promise<Reaction> {
  const running = await Running.start(contender);
  try {
    await attempt(running.port, requestOf(lineWebhook(SIZES['0.6kb'], 0)));
    const before = await running.cpuMicros();
    const status = await attempt(running.port, request);
    // A process that is about to die needs a moment for it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const after = running.alive ? await running.cpuMicros() : before;
    return { status, alive: running.alive, cpuMs: (after - before) / 1_000 };
  } finally {
    await running.stop();
  }
}

const PATIENCE_MS = 5_000;

/** The status that a request is answered with; null when the connection ends, or nothing comes for five seconds. */
function attempt(port: number, request: Buffer): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    const end = (status: number | null) => {
      socket.destroy();
      resolve(status);
    };
    let answer = '';
    socket.setTimeout(PATIENCE_MS, () => end(null));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.length >= 12) end(Number(answer.slice(9, 12)));
    });
    socket.on('close', () => end(null));
    socket.on('error', () => end(null));
  });
}
