import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConsoleSite } from './console-site.ts';
import { joinSocket } from './join-socket.ts';

/**
 * The one address of the local cloud. It hands every request to the deployed API as it came, byte for byte, and is as strict about slow and large
 * requests as API Gateway is. What stands below `/sandbox` goes to the platform sandbox; what is the console's is answered here, as CloudFront does it.
 */
export interface FrontOptions {
  readonly port: number;
  /** Base of the platform sandbox, without a slash at the end; null = there is none. */
  readonly sandbox: string | null;
}

export interface Front {
  readonly url: string;
  /** From then on sockets can be opened. `target` is the base of the deployed WebSocket API with its stage, without a slash at the end. */
  openLive(target: string): void;
  /** Until then the API's paths answer 503. `target` is the base of the deployed HTTP API, without a slash at the end. */
  openApi(target: string): void;
  /** Until then the console's paths are the API's, which does not know them. */
  openConsole(site: ConsoleSite): void;
  stop(): Promise<void>;
}

/** API Gateway takes 10 MB and gives a client 30 s at most; a slow or stuck one is let go after 10 s here. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
/** Where the platform sandbox is found. */
export const SANDBOX_PATH = '/sandbox';

/** Opens the address. The sandbox is there at once, the API as soon as it is deployed. */
export async function startFront({ port, sandbox }: FrontOptions): Promise<Front> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const limits = {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
  };
  let api: string | null = null;
  let console: ConsoleSite | null = null;
  let live: string | null = null;
  const sockets = new Set<Duplex>();
  const server = http.createServer(limits, (request, response) => {
    if (!isSandbox(request.url ?? '/') && console?.answer(request, response)) return;
    forward(request, response, { ways: { api, sandbox }, agent }).catch(() => {
      if (!response.headersSent) response.writeHead(502).end();
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    joinSocket(request, socket, head, live);
  });
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    openApi: (target) => {
      api = target;
    },
    openConsole: (site) => {
      console = site;
    },
    openLive: (target) => {
      live = target;
    },
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Onward {
  readonly ways: { readonly api: string | null; readonly sandbox: string | null };
  readonly agent: http.Agent;
}

async function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { ways, agent }: Onward,
): Promise<void> {
  const body = await readBody(request);
  if (body === 'too large') {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const way = wayOf(request.url ?? '/', ways);
  if (!way) {
    response.writeHead(503).end();
    return;
  }
  const upstream = http.request(
    way.url,
    {
      agent,
      method: request.method,
      path: way.path,
      headers: { ...endToEnd(request.headers), 'content-length': body.length },
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(response);
    },
  );
  upstream.on('error', () => {
    // A platform whose answer is lost breaks the connection; it does not say 502.
    if (response.headersSent || way.isSandbox) response.destroy();
    else response.writeHead(502).end();
  });
  // Who has gone away waits for nothing.
  response.on('close', () => response.writableFinished || upstream.destroy());
  upstream.end(body);
}

interface Way {
  /** Host and port. */
  readonly url: URL;
  /** As it was written: parsing it could change what is signed. */
  readonly path: string;
  readonly isSandbox: boolean;
}

function wayOf(path: string, { api, sandbox }: Onward['ways']): Way | null {
  const below = path.slice(SANDBOX_PATH.length);
  if (sandbox && isSandbox(path)) {
    return { url: new URL(sandbox), path: below.startsWith('/') ? below : `/${below}`, isSandbox: true };
  }
  if (!api) return null;
  const url = new URL(api);
  return { url, path: `${url.pathname}${path}`, isSandbox: false };
}

function isSandbox(path: string): boolean {
  return path.startsWith(SANDBOX_PATH) && /^($|[/?])/.test(path.slice(SANDBOX_PATH.length));
}

async function readBody(request: http.IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return 'too large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'proxy-connection',
  'expect',
]);

function endToEnd(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
