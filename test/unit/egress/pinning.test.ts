import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { pinnedLookup } from '../../../lambdas/egress/pinned-lookup.ts';
import {
  addresses,
  apiCall,
  aWorld,
  closeServers,
  errorOf,
  listen,
  PUBLIC,
  redirectedLookup,
} from './gate-world.ts';

afterEach(closeServers);

describe('pinning', () => {
  it('S09: connects to the address that was checked, whatever the name server says the second time', async () => {
    const answers = [[PUBLIC, '2606:4700::1111'], ['127.0.0.1']];
    let asked = 0;
    const world = await aWorld({
      options: { resolve: async () => addresses(...(answers[asked++] ?? ['10.0.0.1'])) },
    });
    await world.gate.request(apiCall());
    expect(world.dialled).toEqual([PUBLIC, '2606:4700::1111']);
    expect(asked).toBe(1);
    // The next call resolves and checks anew.
    expect(await errorOf(world.gate.request(apiCall()))).toMatchObject({ rule: 'private_address' });
    expect(world.seen).toHaveLength(1);
  });

  it('the look-up answers a real socket in both ways that Node asks', async () => {
    const port = await listen(net.createServer((socket) => socket.end('here')));
    for (const autoSelectFamily of [true, false]) {
      const socket = net.connect({
        host: 'api.line.me',
        port,
        autoSelectFamily,
        lookup: pinnedLookup(addresses('127.0.0.1')),
      });
      const [chunk] = await socket.toArray();
      expect(String(chunk)).toBe('here');
    }
  });

  it('a name without addresses is unreachable', async () => {
    const { gate } = await aWorld({ options: { resolve: async () => [] } });
    expect(await errorOf(gate.request(apiCall()))).toMatchObject({
      code: 'egress_unreachable',
      mayHaveArrived: false,
      details: ['reason ENOTFOUND'],
    });
  });

  it('Host and the name in the TLS greeting stay the name, and certificates are checked', async () => {
    const greeting = Promise.withResolvers<Buffer>();
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (data) => {
        greeting.resolve(data);
        socket.destroy();
      });
    });
    const hosts: unknown[] = [];
    const dialled: string[] = [];
    const world = await aWorld({
      server,
      connect: (port) => (options) => {
        const agent = new https.Agent();
        agent.createConnection = (more) =>
          tls.connect({
            ...(more as tls.ConnectionOptions),
            port,
            lookup: redirectedLookup(options, dialled),
          });
        const request = https.request({ ...options, agent });
        hosts.push(request.getHeader('host'));
        return request;
      },
    });
    const error = await errorOf(world.gate.request(apiCall()));
    expect(error).toMatchObject({ code: 'egress_unreachable', mayHaveArrived: false });
    expect((await greeting.promise).toString('latin1')).toContain('api.line.me');
    expect(hosts).toEqual(['api.line.me']);
    expect(dialled).toEqual([PUBLIC]);
    expect(world.options).toMatchObject([
      { protocol: 'https:', port: 443, servername: 'api.line.me', rejectUnauthorized: true },
    ]);
  });

  it('never keeps a connection', async () => {
    const { gate, options } = await aWorld();
    await gate.request(apiCall());
    expect(options).toMatchObject([
      { agent: { options: { keepAlive: false, autoSelectFamilyAttemptTimeout: 2_000 } } },
    ]);
  });
});
