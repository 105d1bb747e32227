import type { RequestListener } from 'node:http';
import { addresses, apiCall, aWorld, closeServers, errorOf, mediaCall, PUBLIC, read } from './gate-world.ts';

afterEach(closeServers);

/** Answers each host with a redirect to the address given for it, or with "file". */
const chain =
  (targets: Readonly<Record<string, string>>, status = 302): RequestListener =>
  (request, response) => {
    const target = targets[`${request.headers.host}${request.url}`] ?? targets[request.headers.host ?? ''];
    if (target === undefined) response.end('file');
    else response.writeHead(status, { location: target }).end('moved');
  };

const START = 'https://api-data.line.me/v2/bot/message/1/content';

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('media follow a %d to a host of the list', async (status) => {
    const { gate, seen, resolved } = await aWorld({
      answer: chain({ 'api-data.line.me': 'https://cdn.line.me/file?x=1#part' }, status),
    });
    const stream = await gate.download(mediaCall({ url: START }));
    expect(stream.status).toBe(200);
    expect(String(await read(stream.chunks))).toBe('file');
    expect(resolved).toEqual(['api-data.line.me', 'cdn.line.me']);
    expect(seen.map(({ url, headers }) => `${headers.host}${url}`)).toEqual([
      'api-data.line.me/v2/bot/message/1/content',
      'cdn.line.me/file?x=1',
    ]);
  });

  it('API calls do not', async () => {
    const { gate, seen } = await aWorld({ answer: chain({ 'api.line.me': 'https://api.line.me/other' }) });
    const answer = await gate.request(apiCall());
    expect(answer).toMatchObject({ status: 302, headers: { location: 'https://api.line.me/other' } });
    expect(seen).toHaveLength(1);
  });

  it.each([{ method: 'POST' }, { body: 'x' }] as const)(
    'nor do calls that carry something: %j',
    async (more) => {
      const { gate, seen } = await aWorld({ answer: chain({ 'api-data.line.me': 'https://cdn.line.me/' }) });
      expect(await gate.request(mediaCall(more))).toMatchObject({ status: 302 });
      expect(seen).toHaveLength(1);
    },
  );

  it.each([
    ['off the list', 'https://evil.example/x', 'host_not_listed', 'evil.example'],
    ['to the API list', 'https://api.line.me/x', 'host_not_listed', 'api.line.me'],
    ['to metadata', 'http://169.254.169.254/latest/meta-data', 'https_only', '169.254.169.254'],
    ['to metadata by https', 'https://169.254.169.254/latest', 'no_ip_literal', '169.254.169.254'],
    ['without TLS', 'http://cdn.line.me/x', 'https_only', 'cdn.line.me'],
    ['to another port', 'https://cdn.line.me:8443/x', 'port_443_only', 'cdn.line.me'],
    ['without a scheme', '//evil.example/x', 'host_not_listed', 'evil.example'],
    ['to a file', 'file:///etc/passwd', 'https_only', '?'],
    ['to nothing', 'https://', 'unreadable_url', '?'],
  ])('refuses a chain %s', async (_, target, rule, host) => {
    const world = await aWorld({
      answer: chain({ 'api-data.line.me': 'https://cdn.line.me/1', 'cdn.line.me/1': target }),
    });
    const error = await errorOf(world.gate.download(mediaCall({ url: START, idempotent: true })));
    expect(error).toMatchObject({ code: 'egress_refused', rule, host });
    expect(world.seen).toHaveLength(2);
  });

  it.each(['https://cdn.line.me/1', 'https://evil.example/1'])(
    'ends the connection before %s',
    async (location) => {
      const closed = Promise.withResolvers<void>();
      const { gate } = await aWorld({
        answer: (request, response) => {
          if (request.headers.host === 'cdn.line.me') return response.end('file');
          response.on('close', closed.resolve);
          return response.writeHead(302, { location }).write('endless');
        },
      });
      await gate.request(mediaCall({ url: START })).catch(() => {});
      await closed.promise;
    },
  );

  it('checks the addresses of every host in the chain', async () => {
    const world = await aWorld({
      answer: chain({ 'api-data.line.me': 'https://cdn.line.me/1' }),
      options: { resolve: async (host) => addresses(host === 'cdn.line.me' ? '10.0.0.1' : PUBLIC) },
    });
    const error = await errorOf(world.gate.download(mediaCall({ url: START })));
    expect(error).toMatchObject({ rule: 'private_address', host: 'cdn.line.me' });
    expect(world.seen).toHaveLength(1);
  });

  it('follows three and not four', async () => {
    const three = { 'api-data.line.me/0': '/1', 'api-data.line.me/1': '/2', 'api-data.line.me/2': '/3' };
    const url = 'https://api-data.line.me/0';
    const short = await aWorld({ answer: chain(three) });
    expect(await short.gate.request(mediaCall({ url }))).toMatchObject({ status: 200 });
    const long = await aWorld({ answer: chain({ ...three, 'api-data.line.me/3': '/4' }) });
    const error = await errorOf(long.gate.request(mediaCall({ url })));
    expect(error).toMatchObject({ rule: 'too_many_redirects' });
    expect(long.seen).toHaveLength(4);
  });

  it('tells another host no credentials, not even after coming back', async () => {
    const { gate, seen } = await aWorld({
      answer: chain({
        'api-data.line.me/0': '/1',
        'api-data.line.me/1': 'https://cdn.line.me/2',
        'cdn.line.me/2': 'https://api-data.line.me/3',
      }),
    });
    const headers = {
      Authorization: 'Bearer token',
      Cookie: 'a=b',
      'Access-Token': 'token',
      'x-tts-access-token': 'token',
      Accept: 'image/*',
      Range: 'bytes=0-',
    };
    await gate.request(mediaCall({ url: 'https://api-data.line.me/0', headers }));
    const told = seen.map((call) =>
      Object.keys(call.headers).filter((name) => name !== 'connection' && name !== 'host'),
    );
    const all = [
      'user-agent',
      'authorization',
      'cookie',
      'access-token',
      'x-tts-access-token',
      'accept',
      'range',
    ];
    const harmless = ['user-agent', 'accept', 'range', 'accept-encoding'];
    expect(told).toEqual([[...all, 'accept-encoding'], [...all, 'accept-encoding'], harmless, harmless]);
  });
});
