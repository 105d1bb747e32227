import http from 'node:http';
import net, { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiCall, aWorld, closeServers, errorOf, mediaCall, read } from './gate-world.ts';

afterEach(closeServers);

/** A server that answers a request's first bytes as told. */
const socketServer = (answer: (socket: Socket) => void) =>
  net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

describe('sizes', () => {
  const bytes = (count: number, announced: boolean): http.RequestListener => {
    return (_, response) => {
      if (announced) response.setHeader('content-length', count);
      response.write(Buffer.alloc(count - 1));
      response.end('!');
    };
  };

  it.each([true, false])('an answer of exactly the cap passes (announced: %s)', async (announced) => {
    const { gate } = await aWorld({ answer: bytes(1_000, announced) });
    expect((await gate.request(apiCall({ maxBytes: 1_000 }))).body).toHaveLength(1_000);
  });

  it.each([true, false])('one byte more is an error (announced: %s)', async (announced) => {
    const { gate, waits } = await aWorld({ answer: bytes(1_001, announced) });
    const error = await errorOf(gate.request(apiCall({ maxBytes: 1_000, idempotent: true })));
    expect(error).toMatchObject({ code: 'egress_too_large', remedy: 'refuse', status: 200 });
    expect(waits).toEqual([]);
  });

  it('the default cap of API calls is 2 MB', async () => {
    const { gate } = await aWorld({ answer: bytes(2 * 1024 * 1024 + 1, false) });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({ kind: 'too_large' });
  });

  it('a stream hands over what fits, then errors, and ends the connection', async () => {
    const closed = Promise.withResolvers<void>();
    const world = await aWorld({
      answer: (_, response) => {
        response.on('close', closed.resolve);
        const pump = () => response.write(Buffer.alloc(64 * 1024)) && setImmediate(pump);
        response.on('drain', pump);
        pump();
      },
    });
    const stream = await world.gate.download(mediaCall({ maxBytes: 1_000_000 }));
    let size = 0;
    const error = await errorOf(
      (async () => {
        for await (const chunk of stream.chunks) size += chunk.length;
      })(),
    );
    expect(error).toMatchObject({ kind: 'too_large' });
    expect(size).toBeGreaterThan(800_000);
    expect(size).toBeLessThanOrEqual(1_000_000);
    await closed.promise;
  });

  it('a stream announced as too large is not even begun', async () => {
    const closed = Promise.withResolvers<void>();
    const { gate } = await aWorld({
      answer: (_, response) => {
        response.on('close', closed.resolve);
        response.writeHead(200, { 'content-length': 1_001 }).write('x');
      },
    });
    expect(await errorOf(gate.download(mediaCall({ maxBytes: 1_000 })))).toMatchObject({ kind: 'too_large' });
    await closed.promise;
  });

  it.each(['break', 'close'])('a stream that is left by %s ends the connection', async (how) => {
    const closed = Promise.withResolvers<void>();
    const { gate } = await aWorld({
      answer: (_, response) => {
        response.on('close', closed.resolve);
        response.write('x');
      },
    });
    const stream = await gate.download(mediaCall());
    if (how === 'close') stream.close();
    else for await (const _ of stream.chunks) break;
    await closed.promise;
  });
});

describe('types', () => {
  const typed = (type: string | undefined, status = 200): http.RequestListener => {
    return (_, response) => {
      if (type) response.setHeader('content-type', type);
      response.writeHead(status).end('x');
    };
  };

  it.each([
    ['image/png', true],
    ['IMAGE/PNG; x=y', true],
    ['video/mp4', true],
    ['video/mp4x', false],
    ['text/html', false],
    ['imagex/png', false],
    [undefined, false],
  ])('%s: %s', async (type, passes) => {
    const { gate } = await aWorld({ answer: typed(type) });
    const call = mediaCall({ types: ['image/*', 'video/mp4'] });
    if (passes) expect(await gate.request(call)).toMatchObject({ status: 200 });
    else expect(await errorOf(gate.request(call))).toMatchObject({ code: 'egress_wrong_type' });
  });

  it('what a refusal is written in does not matter', async () => {
    const { gate } = await aWorld({ answer: typed('text/html', 404) });
    expect(await gate.request(mediaCall({ types: ['image/*'] }))).toMatchObject({ status: 404 });
  });

  it('asks for no compression, whatever the caller wants, and takes none', async () => {
    const { gate, seen } = await aWorld({
      answer: (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb'),
    });
    const error = await errorOf(gate.request(apiCall({ headers: { 'Accept-Encoding': 'gzip, br' } })));
    expect(error).toMatchObject({ kind: 'wrong_type', details: ['status 200', 'reason content-encoding'] });
    expect(seen[0]?.headers['accept-encoding']).toBe('identity');
  });
});

describe('time', () => {
  it('a server that says nothing', async () => {
    const { gate } = await aWorld({ server: socketServer(() => {}), limits: { headersMs: 250 } });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({
      code: 'egress_timeout',
      remedy: 'retry',
      mayHaveArrived: true,
      details: ['reason headers'],
    });
  });

  it('headers that trickle', async () => {
    const server = socketServer(async (socket) => {
      for (const letter of `HTTP/1.1 200 OK\r\nx-slow: ${'y'.repeat(1_000)}`) {
        if (socket.destroyed) return;
        socket.write(letter);
        await sleep(10);
      }
    });
    const { gate } = await aWorld({ server, limits: { headersMs: 60 } });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({ details: ['reason headers'] });
  });

  it('the limit for headers is none for the body', async () => {
    const { gate } = await aWorld({
      answer: async (_, response) => {
        response.write('be');
        await sleep(500);
        response.end('gun');
      },
      limits: { headersMs: 250 },
    });
    expect(String((await gate.request(apiCall())).body)).toBe('begun');
  });

  it('a name server that says nothing', async () => {
    const { gate } = await aWorld({
      limits: { headersMs: 30 },
      options: { resolve: () => new Promise(() => {}) },
    });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({ kind: 'timeout', mayHaveArrived: false });
  });

  it('a body that stalls', async () => {
    const { gate } = await aWorld({
      server: socketServer((socket) => socket.write(`${HEAD}12345`)),
      limits: { idleMs: 60 },
    });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({
      kind: 'timeout',
      status: 200,
      details: ['status 200', 'reason idle'],
    });
    const stream = await gate.download(mediaCall());
    expect(await errorOf(read(stream.chunks))).toMatchObject({
      kind: 'timeout',
      details: ['status 200', 'reason idle'],
    });
  });

  it('a body that drips for ever', async () => {
    const server = socketServer(async (socket) => {
      socket.write(CHUNKED);
      while (!socket.destroyed) {
        socket.write('1\r\nx\r\n');
        await sleep(10);
      }
    });
    const { gate } = await aWorld({ server, limits: { idleMs: 1_000 } });
    const error = await errorOf(gate.request(apiCall({ timeoutMs: 150 })));
    expect(error).toMatchObject({ kind: 'timeout', details: expect.arrayContaining(['reason total']) });
  });

  it('a reader who takes his time is not silence, but the whole time counts', async () => {
    const { gate } = await aWorld({
      answer: (_, response) => response.end(Buffer.alloc(300_000)),
      limits: { idleMs: 300 },
    });
    const slowly = async (timeoutMs: number) => {
      const stream = await gate.download(mediaCall({ timeoutMs }));
      let size = 0;
      for await (const chunk of stream.chunks) {
        if (size === 0) await sleep(500);
        size += chunk.length;
      }
      return size;
    };
    expect(await slowly(10_000)).toBe(300_000);
    expect(await errorOf(slowly(250))).toMatchObject({ details: expect.arrayContaining(['reason total']) });
  });

  it('a stream that nobody reads ends with the whole time', async () => {
    const closed = Promise.withResolvers<void>();
    const { gate } = await aWorld({
      answer: (_, response) => {
        response.on('close', closed.resolve);
        response.write('x');
      },
    });
    const stream = await gate.download(mediaCall({ timeoutMs: 60 }));
    await closed.promise;
    expect(await errorOf(read(stream.chunks))).toMatchObject({ kind: 'timeout' });
  });
});

describe('broken connections', () => {
  it('refused: the platform cannot have seen the call', async () => {
    const { port } = await aWorld();
    await closeServers();
    const { gate } = await aWorld({
      connect: () => (options) =>
        http.request({ ...options, protocol: 'http:', agent: false, hostname: '127.0.0.1', port }),
    });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({
      code: 'egress_unreachable',
      mayHaveArrived: false,
      details: ['reason ECONNREFUSED'],
    });
  });

  it.each([
    ['closed without an answer', (socket: Socket) => socket.end()],
    ['reset without an answer', (socket: Socket) => socket.resetAndDestroy()],
    ['something that is not HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    [
      'two lengths',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx'),
    ],
    [
      'headers without end',
      (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
    ],
    [
      'another protocol',
      (socket: Socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
  ])('%s: it may have', async (_, answer) => {
    const { gate } = await aWorld({ server: socketServer(answer) });
    const error = await errorOf(gate.request(apiCall()));
    expect(error).toMatchObject({ code: 'egress_interrupted', remedy: 'retry', mayHaveArrived: true });
  });

  it.each([
    [
      'reset',
      (socket: Socket) => socket.write(`${HEAD}12345`, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    ],
    ['ended too early', (socket: Socket) => socket.end(`${HEAD}12345`)],
    ['ended amid chunks', (socket: Socket) => socket.end(`${CHUNKED}5\r\n12345\r\n`)],
  ])('a body that is %s is never taken for a short one', async (_, answer) => {
    const { gate } = await aWorld({ server: socketServer(answer) });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({ kind: 'interrupted', status: 200 });
    const stream = await gate.download(mediaCall({ idempotent: true }));
    const taken: string[] = [];
    const error = await errorOf(
      (async () => {
        for await (const chunk of stream.chunks) taken.push(String(chunk));
      })(),
    );
    expect(error).toMatchObject({ kind: 'interrupted', status: 200 });
    expect(taken.join('')).toBe('12345');
  });
});
