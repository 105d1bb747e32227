import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConsoleSite } from '../../../local/cloud/console-site.ts';

const CONFIG = { apiUrl: '', stage: 'local' };
let above: string;
let server: http.Server;

beforeAll(async () => {
  above = mkdtempSync(path.join(tmpdir(), 'kaojai-console-'));
  const folder = path.join(above, 'web');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<p>console</p>');
  writeFileSync(path.join(folder, 'assets', 'main-1.js'), '1');
  writeFileSync(path.join(above, 'secret.json'), '{}');
  const site = new ConsoleSite({
    folder,
    config: CONFIG,
    neighbours: { cognito: 'http://127.0.0.1:4566', media: 'http://127.0.0.1:4566/media/' },
  });
  server = http.createServer((request, response) => {
    if (!site.answer(request, response)) response.writeHead(418).end('api');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  rmSync(above, { recursive: true });
});

/** As it is written: `fetch` would tidy the path. */
function get(
  target: string,
  method = 'GET',
): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    http
      .request({ port, host: '127.0.0.1', path: target, method }, async (answer) => {
        let body = '';
        for await (const chunk of answer) body += chunk;
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
      })
      .on('error', reject)
      .end();
  });
}

describe('the console on this machine', () => {
  it.each(['/', '/app/inbox', '/app/inbox/c1?at=2'])('is one document: %s', async (target) => {
    const { status, headers, body } = await get(target);
    expect({ status, body }).toEqual({ status: 200, body: '<p>console</p>' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toContain("connect-src 'self' http://127.0.0.1:4566");
  });

  it('keeps what has a hash in its name', async () => {
    const { status, headers } = await get('/assets/main-1.js');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  it('says where it is', async () => {
    expect(JSON.parse((await get('/config.json')).body)).toEqual(CONFIG);
  });

  it.each(['/v1/me', '/healthz', '/openapi.json', '/privacy', '/oauth/line/callback', '/webhooks/line/c1'])(
    'leaves %s to the API',
    async (target) => {
      expect((await get(target)).status).toBe(418);
    },
  );

  it('leaves what is no reading to the API', async () => {
    expect((await get('/app/inbox', 'POST')).status).toBe(418);
  });

  it.each(['/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/assets/none.js'])(
    'has no %s',
    async (target) => {
      expect((await get(target)).status).toBe(404);
    },
  );
});
