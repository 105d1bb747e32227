import { readBase, rewrite } from '../../../lambdas/egress/rewrite.ts';
import { apiCall, aWorld, closeServers, errorOf, mediaCall } from './gate-world.ts';

afterEach(closeServers);

describe('egress base', () => {
  it.each([
    [
      'http://127.0.0.1:4010',
      'https://api.line.me/v2/x?a=1&b=%20',
      'http://127.0.0.1:4010/api.line.me/v2/x?a=1&b=%20',
    ],
    ['http://127.0.0.1:4010/', 'https://api.line.me', 'http://127.0.0.1:4010/api.line.me/'],
    [
      'https://fake.example/some/path',
      'https://api.line.me/x',
      'https://fake.example/some/path/api.line.me/x',
    ],
    ['http://[::1]:4010', 'https://api.line.me//x/%2e%2e/y', 'http://[::1]:4010/api.line.me//y'],
    ['http://127.0.0.1:4010', 'https://api.line.me/../../x', 'http://127.0.0.1:4010/api.line.me/x'],
  ])('%s for %s', (base, url, expected) => {
    expect(rewrite(new URL(url), readBase(base)).href).toBe(expected);
  });

  it.each(['', 'nonsense', 'ftp://127.0.0.1', 'http://127.0.0.1/?x=1'])('%j is no base', (text) => {
    expect(() => readBase(text)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });

  it('leads calls to the base, with method, headers and body, and resolves nothing', async () => {
    const { gate, seen, resolved, port } = await aWorld({ basePath: '/fake' });
    const answer = await gate.request(
      apiCall({
        method: 'POST',
        url: 'https://api.line.me/v2/push?x=1',
        headers: { 'X-Key': 'k' },
        body: 'สวัสดี',
      }),
    );
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('ok') });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/fake/api.line.me/v2/push?x=1',
        body: 'สวัสดี',
        headers: { host: `127.0.0.1:${port}`, 'x-key': 'k', 'content-length': '18' },
      },
    ]);
    expect(resolved).toEqual([]);
  });

  it.each(['https://evil.example/', 'http://api.line.me/', 'https://127.0.0.1/'])(
    'still refuses %s',
    async (url) => {
      const { gate, seen } = await aWorld({ basePath: '' });
      expect(await errorOf(gate.request(apiCall({ url })))).toMatchObject({ code: 'egress_refused' });
      expect(seen).toEqual([]);
    },
  );

  it('checks redirects against the host list, too', async () => {
    const { gate, seen } = await aWorld({
      basePath: '',
      answer: (request, response) => {
        const target = request.url === '/cdn.line.me/1' ? 'https://evil.example/' : 'https://cdn.line.me/1';
        response.writeHead(302, { location: target }).end();
      },
    });
    const error = await errorOf(gate.request(mediaCall()));
    expect(error).toMatchObject({ rule: 'host_not_listed', host: 'evil.example' });
    expect(seen).toHaveLength(2);
  });
});

describe('what is sent', () => {
  it('the caller sets neither the host nor the framing', async () => {
    const { gate, seen } = await aWorld();
    await gate.request(
      apiCall({
        method: 'DELETE',
        body: Buffer.from('four'),
        headers: {
          Host: 'evil.example',
          'Content-Length': '2',
          'Transfer-Encoding': 'chunked',
          Connection: 'keep-alive',
          'Proxy-Authorization': 'x',
          AUTHORIZATION: 'Bearer t',
        },
      }),
    );
    expect(seen).toMatchObject([{ method: 'DELETE', body: 'four' }]);
    expect(seen[0]?.headers).toEqual({
      'user-agent': 'KaoJai',
      authorization: 'Bearer t',
      'accept-encoding': 'identity',
      'content-length': '4',
      host: 'api.line.me',
      connection: 'close',
    });
  });

  it('joins repeated headers of an answer', async () => {
    const { gate } = await aWorld({
      answer: (_, response) =>
        response
          .writeHead(
            200,
            [
              ['X-A', '1'],
              ['x-a', '2'],
              ['Set-Cookie', 'a=1'],
              ['Set-Cookie', 'b=2'],
            ].flat(),
          )
          .end(),
    });
    expect((await gate.request(apiCall())).headers).toMatchObject({
      'x-a': '1, 2',
      'set-cookie': 'a=1, b=2',
    });
  });

  it('a header that would split the request is refused', async () => {
    const { gate, seen } = await aWorld();
    const error = await errorOf(
      gate.request(apiCall({ headers: { 'x-a': 'b\r\nx-c: d' }, idempotent: true })),
    );
    expect(error).toMatchObject({ code: 'egress_refused', rule: 'malformed_request', mayHaveArrived: false });
    expect(seen).toEqual([]);
  });
});
