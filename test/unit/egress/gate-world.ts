import http from 'node:http';
import type { RequestOptions } from 'node:https';
import type { AddressInfo, LookupFunction, Server, Socket } from 'node:net';
import { EgressGate, type EgressGateOptions } from '../../../lambdas/egress/egress-gate.ts';
import { LIMITS, type Limits } from '../../../lambdas/egress/limits.ts';
import type { ResolvedAddress } from '../../../lambdas/egress/pinned-lookup.ts';
import { type EgressCall, EgressError } from '../../../lambdas/ports/egress.ts';
import { VirtualClock } from '../../support/fakes.ts';

export const NOW = Date.UTC(2026, 8, 1);
export const PUBLIC = '93.184.216.34';
export const CANARY = 'canary-6f1d0c';

export const manifests = [
  {
    id: 'line',
    hosts: {
      api: ['api.line.me'],
      media: ['api-data.line.me', 'cdn.line.me', 'cdn2.line.me', '*.line-scdn.net'],
    },
  },
  { id: 'shopee', hosts: { api: ['partner.shopeemobile.com'], media: ['cf.shopee.co.th'] } },
];

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface World {
  readonly gate: EgressGate;
  readonly clock: VirtualClock;
  /** What arrived at the server. */
  readonly seen: Seen[];
  /** How the gate asked for connections. */
  readonly options: RequestOptions[];
  /** Addresses that connections were really led to by the `lookup` of the gate. */
  readonly dialled: string[];
  /** Names that the gate resolved. */
  readonly resolved: string[];
  readonly waits: number[];
  readonly port: number;
}

export interface WorldSetup {
  readonly answer?: http.RequestListener;
  /** Instead of `answer`: a server of sockets. */
  readonly server?: Server;
  /** Instead of the transport to the server, which speaks no TLS. */
  readonly connect?: (port: number) => NonNullable<EgressGateOptions['connect']>;
  readonly limits?: Partial<Limits>;
  readonly options?: Partial<EgressGateOptions>;
  /** A base that leads to the server; the path may be more than a slash. */
  readonly basePath?: string;
}

const servers: Server[] = [];
const sockets: Socket[] = [];

/** A gate with a real server behind it. All names lead to it, but only through the gate's own look-up. */
export async function aWorld(setup: WorldSetup = {}): Promise<World> {
  const clock = new VirtualClock(NOW);
  const notes = { seen: [] as Seen[], options: [] as RequestOptions[], dialled: [] as string[] };
  const more = { resolved: [] as string[], waits: [] as number[] };
  const server = setup.server ?? http.createServer(recording(notes.seen, setup.answer));
  const port = await listen(server);
  const connect = setup.connect?.(port) ?? plainConnect(port, notes.dialled);
  const gate = new EgressGate({
    manifests,
    clock,
    limits: { api: { ...LIMITS.api, ...setup.limits }, media: { ...LIMITS.media, ...setup.limits } },
    resolve: async (host) => {
      more.resolved.push(host);
      return addresses(PUBLIC);
    },
    wait: async (ms) => {
      more.waits.push(ms);
      clock.moveTo(clock.now() + ms);
    },
    random: () => 1,
    ...(setup.basePath === undefined
      ? {
          connect: (options) => {
            notes.options.push(options);
            return connect(options);
          },
        }
      : { base: `http://127.0.0.1:${port}${setup.basePath}` }),
    ...setup.options,
  });
  return { gate, clock, port, ...notes, ...more };
}

export function addresses(...texts: string[]): ResolvedAddress[] {
  return texts.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  server.on('connection', (socket) => sockets.push(socket));
  return (server.address() as AddressInfo).port;
}

export async function closeServers(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Sends what was meant for TLS in the clear; takes the address from the gate's look-up and goes to the server with it. */
function plainConnect(port: number, dialled: string[]): NonNullable<EgressGateOptions['connect']> {
  return (options) =>
    http.request({
      ...options,
      protocol: 'http:',
      agent: false,
      port,
      defaultPort: port,
      lookup: redirectedLookup(options, dialled),
    });
}

export function redirectedLookup(options: RequestOptions, dialled: string[]): LookupFunction {
  return (host, how, callback) => {
    if (!options.lookup) throw new Error('the gate left the look-up to Node');
    options.lookup(host, { ...how, all: true }, (error, found) => {
      if (error) return callback(error, '');
      dialled.push(...(found as ResolvedAddress[]).map(({ address }) => address));
      if (how.all) callback(null, addresses('127.0.0.1'));
      else callback(null, '127.0.0.1', 4);
    });
  };
}

function recording(seen: Seen[], answer: http.RequestListener = (_, response) => response.end('ok')) {
  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  };
  return listener;
}

export function apiCall(more: Partial<EgressCall> = {}): EgressCall {
  return {
    platform: 'line',
    purpose: 'api',
    method: 'GET',
    url: 'https://api.line.me/v2/bot/info',
    idempotent: false,
    ...more,
  };
}

export function mediaCall(more: Partial<EgressCall> = {}): EgressCall {
  return apiCall({ purpose: 'media', url: 'https://api-data.line.me/v2/bot/message/1/content', ...more });
}

/** The error of a call; fails when there is none, or one that is not the gate's. */
export async function errorOf(promise: Promise<unknown>): Promise<EgressError> {
  const outcome = await promise.then(
    () => 'no error',
    (error) => error,
  );
  if (outcome instanceof EgressError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}

export async function read(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
