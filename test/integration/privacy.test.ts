import { signedRequest } from '../../local/sandbox/meta/signed-request.ts';
import { demoApps } from '../../local/seeding/demo-seed.ts';
import { endpoints } from './support/cloud.ts';

const META_SECRET = async (): Promise<string> => (await demoApps()).meta?.appSecret ?? '';

async function callback(path: string, text: string): Promise<Response> {
  const body = new URLSearchParams({ signed_request: text });
  return fetch(`${endpoints.apiUrl}${path}`, { method: 'POST', body });
}

function payload(userId: string): object {
  return { algorithm: 'HMAC-SHA256', issued_at: Math.floor(Date.now() / 1_000), user_id: userId };
}

describe("S21: Meta's callbacks", () => {
  it('a deletion request is answered with a code and a page, in both forms', async () => {
    const text = signedRequest(await META_SECRET(), payload('10158000000000321'));
    const answer = await callback('/callbacks/meta/data-deletion', text);
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as { url: string; confirmation_code: string };
    expect(Object.keys(body).sort()).toEqual(['confirmation_code', 'url']);
    expect(body.url).toBe(`${endpoints.apiUrl}/privacy/status/${body.confirmation_code}`);
    expect(body.confirmation_code).toMatch(/^[A-Za-z0-9]{16,}$/);

    const page = await fetch(body.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    const words = await page.text();
    expect(words).toContain('lang="th"');
    expect(words).toContain('lang="en"');
    expect(words).not.toContain('<script');
    expect(words).not.toContain('10158000000000321');
    const json = await fetch(body.url, { headers: { accept: 'application/json' } });
    expect(await json.json()).toMatchObject({ code: body.confirmation_code, state: 'completed' });

    const again = await callback('/callbacks/meta/data-deletion', text);
    expect(((await again.json()) as typeof body).confirmation_code).toBe(body.confirmation_code);
  });

  it('a wrong signature is refused, and an unknown code is not found', async () => {
    const forged = signedRequest('not-the-secret-of-this-app', payload('10158000000000322'));
    for (const path of ['/callbacks/meta/data-deletion', '/callbacks/meta/deauthorize']) {
      expect((await callback(path, forged)).status).toBe(401);
      expect((await callback(path, 'nonsense')).status).toBe(401);
    }
    expect((await fetch(`${endpoints.apiUrl}/privacy/status/AAAAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404);
  });

  it('an unknown person who removes the app is answered with 200', async () => {
    const text = signedRequest(await META_SECRET(), payload('10158000000000323'));
    expect((await callback('/callbacks/meta/deauthorize', text)).status).toBe(200);
  });
});
