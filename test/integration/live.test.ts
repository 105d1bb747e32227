import {
  accountsOf,
  aMessage,
  call,
  composed,
  conversations,
  endpoints,
  eventually,
  post,
} from './support/cloud.ts';

const AGENT = 'agent@shop-a.example';
const ORIGIN = new URL(endpoints.consoleUrl).origin;

// biome-ignore lint/suspicious/noExplicitAny: frames of every shape
type Frame = any;

/** A socket, and what was said on it. */
class Socket {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }) => {
      // The emulator sends binary frames where API Gateway sends text.
      this.frames.push(JSON.parse(typeof data === 'string' ? data : Buffer.from(data).toString('utf8')));
    });
  }

  opened(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#socket.addEventListener('open', () => resolve(true));
      this.#socket.addEventListener('error', () => resolve(false));
    });
  }

  say(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket.close();
  }

  heard(what: string, test: (frame: Frame) => boolean): Promise<Frame> {
    return eventually(async () => this.frames.find(test), what);
  }
}

async function ticket(): Promise<{ ticket: string; url: string }> {
  const { status, body } = await call<{ ticket: string; url: string }>(AGENT, '/v1/realtime/tickets', {
    method: 'POST',
  });
  expect(status).toBe(201);
  return body;
}

async function open(after?: string): Promise<Socket> {
  const { ticket: one, url } = await ticket();
  const socket = new Socket(`${url}?ticket=${one}${after === undefined ? '' : `&after=${after}`}`);
  expect(await socket.opened()).toBe(true);
  return socket;
}

/** The answer to a handshake with this Origin. */
async function handshake(query: string, origin: string): Promise<number> {
  const { default: http } = await import('node:http');
  const { hostname, port, pathname } = new URL(endpoints.wsUrl);
  return new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16, 1).toString('base64'),
      origin,
    };
    const request = http.request({ hostname, port, path: `${pathname}?${query}`, headers });
    request.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('error', reject);
    request.end();
  });
}

async function deliver(text: string, customerId = '7100000000000041'): Promise<void> {
  const account = (await accountsOf('ws-a')).find(({ kit }) => kit.platform === 'line');
  if (!account) throw new Error('no account of LINE');
  expect(await post(account, composed(account, aMessage(account, customerId, text)))).toBe(200);
}

describe('live updates', () => {
  it('a delivery arrives at both of two browsers; one that comes again is told to read', async () => {
    const [first, second] = [await open(), await open()];
    const sockets = [first, second];
    for (const socket of sockets) socket.say({ type: 'view', inbox: true });
    for (const socket of sockets) await socket.heard('ready', ({ type }) => type === 'ready');
    const text = `live ${Date.now()}`;
    await deliver(text);
    const { id } = await eventually(
      async () => (await conversations(AGENT)).find(({ preview }) => preview?.text === text),
      'the conversation',
    );
    const isChange = (frame: Frame) =>
      frame.events?.some(
        (event: Frame) => event.type === 'conversation.changed' && event.conversationId === id,
      );
    for (const socket of sockets)
      expect(await socket.heard('the change', isChange)).toMatchObject({ type: 'changes' });
    expect(JSON.stringify(sockets.map(({ frames }) => frames))).not.toContain(text);
    const { cursor } = await first.heard('the change', isChange);
    first.close();
    await deliver(`${text} 2`);
    const again = await open(cursor);
    again.say({ type: 'view', inbox: true, conversationId: id });
    expect(await again.heard('ready', ({ type }) => type === 'ready')).toMatchObject({
      reread: true,
      conversationId: id,
    });
    await deliver(`${text} 3`);
    await again.heard('the entry', (frame) =>
      frame.events?.some((event: Frame) => event.type === 'entry.changed'),
    );
    for (const socket of [second, again]) socket.close();
  });

  it('S08: a used ticket, none, and a foreign page are refused', async () => {
    const first = await ticket();
    expect(await handshake(`ticket=${first.ticket}`, 'https://evil.example')).toBe(403);
    expect(await handshake(`ticket=${first.ticket}`, ORIGIN)).toBe(101);
    expect(await handshake(`ticket=${first.ticket}`, ORIGIN)).toBe(403);
    expect(await handshake('', ORIGIN)).not.toBe(101);
  });
});
