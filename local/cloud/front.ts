import http from 'node:http';

/**
 * The one address of the local cloud. It hands every request to the deployed API as it came, byte for byte, and is as strict about slow and large
 * requests as API Gateway is.
 */
export interface FrontOptions {
  readonly port: number;
  /** Base of the deployed HTTP API, without a slash at the end. */
  readonly target: string;
}

export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/** API Gateway takes 10 MB and gives a client 30 s at most; a slow or stuck one is let go after 10 s here. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;

export async function startFront({ port, target }: FrontOptions): Promise<Front> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const limits = {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
  };
  const server = http.createServer(limits, (request, response) => {
    forward(request, response, { target: new URL(target), agent }).catch(() => {
      if (!response.headersSent) response.writeHead(502).end();
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Onward {
  readonly target: URL;
  readonly agent: http.Agent;
}

async function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  onward: Onward,
): Promise<void> {
  const body = await readBody(request);
  if (body === 'too large') {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const { target, agent } = onward;
  const upstream = http.request(
    {
      agent,
      host: target.hostname,
      port: target.port,
      method: request.method,
      path: `${target.pathname}${request.url ?? '/'}`,
      headers: { ...endToEnd(request.headers), 'content-length': body.length },
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(response);
    },
  );
  upstream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  upstream.end(body);
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
