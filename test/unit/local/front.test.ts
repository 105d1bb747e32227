import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Front, startFront } from '../../../local/cloud/front.ts';

interface Place {
  readonly base: string;
  /** Method and path of every request. */
  readonly seen: string[];
  stop(): void;
}

/** Answers 200 with its name; breaks the connection for a path with `lost` in it, and keeps one with `hang` waiting. */
async function place(name: string): Promise<Place> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (request.url?.includes('lost')) response.destroy();
    else if (request.url?.includes('hang')) response.on('close', () => seen.push('gone'));
    else response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end(name);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { base, seen, stop: () => server.close().closeAllConnections() };
}

let api: Place;
let sandbox: Place;
let front: Front;

async function open(withSandbox: boolean): Promise<void> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  front = await startFront({ port, sandbox: withSandbox ? sandbox.base : null });
}

beforeEach(async () => {
  api = await place('api');
  sandbox = await place('sandbox');
});
afterEach(async () => {
  await front.stop();
  api.stop();
  sandbox.stop();
});

const get = async (path: string) => {
  const response = await fetch(`${front.url}${path}`);
  return [response.status, await response.text()];
};

describe('the one address of the local cloud', () => {
  it('hands /sandbox to the sandbox, and everything else to the API', async () => {
    await open(true);
    front.openApi(`${api.base}/base`);
    expect(await get('/sandbox/www.example.com/dialog?a=%2F&b=c+d')).toEqual([200, 'sandbox']);
    expect(await get('/sandbox/_control')).toEqual([200, 'sandbox']);
    expect(await get('/sandbox')).toEqual([200, 'sandbox']);
    expect(await get('/sandboxes/1')).toEqual([200, 'api']);
    expect(await get('/v1/me?a=%2F&b=c+d')).toEqual([200, 'api']);
    expect(sandbox.seen).toEqual(['GET /www.example.com/dialog?a=%2F&b=c+d', 'GET /_control', 'GET /']);
    expect(api.seen).toEqual(['GET /base/sandboxes/1', 'GET /base/v1/me?a=%2F&b=c+d']);
  });

  it('has the sandbox before the API is there, which answers 503 until then', async () => {
    await open(true);
    expect(await get('/sandbox/host/path')).toEqual([200, 'sandbox']);
    expect(await get('/healthz')).toEqual([503, '']);
    front.openApi(api.base);
    expect(await get('/healthz')).toEqual([200, 'api']);
  });

  it('knows no sandbox when another fake platform server is used', async () => {
    await open(false);
    front.openApi(api.base);
    expect(await get('/sandbox/host/path')).toEqual([200, 'api']);
  });

  it('passes every cookie on', async () => {
    await open(true);
    front.openApi(api.base);
    const { headers } = await fetch(`${front.url}/v1/connections`, { method: 'POST', body: '{}' });
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it("breaks the connection where a platform's answer is lost, and says 502 for the API", async () => {
    await open(true);
    front.openApi(api.base);
    await expect(fetch(`${front.url}/sandbox/host/lost`)).rejects.toThrow();
    expect(await get('/lost')).toEqual([502, '']);
  });

  it('lets go of a platform that hangs when the caller has gone', async () => {
    await open(true);
    const calling = new AbortController();
    const call = fetch(`${front.url}/sandbox/host/hang`, { signal: calling.signal }).catch(() => 'gone');
    while (sandbox.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    calling.abort();
    expect(await call).toBe('gone');
    while (sandbox.seen.length === 1) await new Promise((resolve) => setImmediate(resolve));
    expect(sandbox.seen).toEqual(['GET /host/hang', 'gone']);
  });
});

describe('sockets', () => {
  /** Plays the WebSocket API: opens a socket that says back what it hears, or refuses one. */
  async function liveApi(): Promise<{ base: string; seen: string[]; stop(): void }> {
    const seen: string[] = [];
    const server = http.createServer();
    server.on('upgrade', (request, socket) => {
      seen.push(`${request.url} ${request.headers.origin}`);
      if (request.url?.includes('bad')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      return socket.pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { base, seen, stop: () => server.close().closeAllConnections() };
  }

  /** The status of a handshake, and what comes back of a word. */
  function handshake(path: string): Promise<[number, string]> {
    return new Promise((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'websocket', origin: 'https://app.example' };
      const request = http.request(`${front.url}${path}`, { headers });
      request.on('response', ({ statusCode = 0 }) => resolve([statusCode, '']));
      request.on('upgrade', (_answer, socket) => {
        socket.once('data', (data: Buffer) => {
          socket.destroy();
          resolve([101, data.toString()]);
        });
        socket.write('hello');
      });
      request.on('error', reject);
      request.end();
    });
  }

  it('are handed on with their Origin and ticket, and so is a refusal', async () => {
    await open(true);
    const live = await liveApi();
    expect(await handshake('/live?ticket=1')).toEqual([503, '']);
    front.openLive(`${live.base}/base/live`);
    expect(await handshake('/live?ticket=1')).toEqual([101, 'hello']);
    expect(await handshake('/live?ticket=bad')).toEqual([403, '']);
    expect(await handshake('/v1/me')).toEqual([404, '']);
    expect(live.seen).toEqual([
      '/base/live?ticket=1 https://app.example',
      '/base/live?ticket=bad https://app.example',
    ]);
    live.stop();
  });
});
