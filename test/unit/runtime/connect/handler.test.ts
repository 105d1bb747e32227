import { rolesWith } from '../../../../lambdas/domain/member.ts';
import { connectRoutes } from '../../../../lambdas/runtime/connect/connect-routes.ts';
import { consentCookie } from '../../../../lambdas/runtime/connect/consent-cookie.ts';
import { consentPage } from '../../../../lambdas/runtime/connect/consent-page.ts';
import type { ConsentFailure } from '../../../../lambdas/usecases/connecting/finish-consent.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ask, comeBack } from '../../../support/connect-calls.ts';
import { BASE_URL, ConnectingWorld, HOUR, MALI, MINUTE, NOK } from '../../../support/connecting-world.ts';
import { down } from '../../../support/fake-aws.ts';
import type { FakePerson } from '../../../support/fake-platform.ts';

/** The routes know the platforms of the registry only. */
const PLATFORM = 'lazada';

let written: string[];
beforeEach(() => {
  written = captureLog();
});
afterEach(() => jest.restoreAllMocks());

const world = () => ConnectingWorld.create(1, PLATFORM);

const POST = { method: 'POST', path: '/v1/connections', user: 'u_owner_1' } as const;

/** Asks to connect as a member would. */
function connect(
  here: ConnectingWorld,
  body: object = { platform: PLATFORM, features: ['inbox'] },
  user = 'u_owner_1',
) {
  return ask(here.main, { ...POST, user, body: JSON.stringify(body) });
}

/** The browser: asks, consents at the platform, comes back with the cookie that it got. */
async function consentBy(here: ConnectingWorld, person: FakePerson = NOK, user = 'u_owner_1') {
  const { body, cookies } = await connect(here, undefined, user);
  const query = here.platform.consent(body.authorizeUrl, person);
  const page = await comeBack(here.main, { platform: PLATFORM, query, cookies: cookies.map(inBrowser) });
  return { id: body.id as string, query, cookies, page };
}

/** What a browser sends of a cookie. */
function inBrowser(setCookie: string): string {
  return setCookie.split(';')[0] ?? '';
}

describe('POST /v1/connections', () => {
  it('201 with the address to consent at, and a cookie for this browser and the way back only', async () => {
    const here = await world();
    const { status, body, cookies } = await connect(here);
    expect(status).toBe(201);
    expect(Object.keys(body).sort()).toEqual(['authorizeUrl', 'id']);
    expect(body.authorizeUrl).toMatch(/^https:\/\/www\.parrot\.example\/consent\?/);
    expect(cookies).toHaveLength(1);
    const [pair, ...attributes] = String(cookies[0]).split('; ');
    expect(pair).toMatch(/^kaojai_connect_[\w-]{12}=[\w-]{43}$/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/oauth', 'SameSite=Lax', 'Secure']);
    // The secret of the cookie is nowhere but in the cookie.
    expect(JSON.stringify(body)).not.toContain(String(pair).split('=')[1]);
  });

  it('without Secure where there is no HTTPS: on the local cloud', () => {
    expect(consentCookie({ name: 'n', value: 'v' }, 'http://localhost:8080')).not.toContain('Secure');
    expect(consentCookie({ name: 'n', value: 'v' }, 'https://kaojai.example')).toMatch(/; Secure$/);
  });

  it('201 with the connection, by credentials; numbers count as text; no secret in the answer', async () => {
    const here = await world();
    here.platform.channels.set('4711', { secret: 'channel-secret', account: 'shop_key', name: 'Key shop' });
    const credentials = {
      login: 'key',
      channelId: 4711,
      clientSecret: 'channel-secret',
      webhookSecret: 'hook-secret',
    };
    const { status, body, text, cookies } = await connect(here, {
      platform: PLATFORM,
      features: ['inbox'],
      credentials,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ platform: PLATFORM, accountId: 'shop_key', state: 'connected' });
    expect(text).not.toMatch(/secret/);
    expect(cookies).toEqual([]);
  });

  it.each([
    ['no body', undefined],
    ['no features', { platform: PLATFORM }],
    ['an empty list of features', { platform: PLATFORM, features: [] }],
    ['an unknown feature', { platform: PLATFORM, features: ['everything'] }],
    ['a feature that the login does not have', { platform: PLATFORM, features: ['products'] }],
    ['an unknown platform', { platform: 'pigeon', features: ['inbox'] }],
    ['an unknown login', { platform: PLATFORM, features: ['inbox'], login: 'carrier' }],
    ['an unknown surface', { platform: PLATFORM, features: ['inbox'], surface: 'other' }],
    [
      'credentials where none are typed',
      { platform: PLATFORM, features: ['inbox'], credentials: { token: 'x' } },
    ],
    ['credentials that are no text', { platform: PLATFORM, features: ['inbox'], credentials: { token: {} } }],
    ['a missing credential', { platform: PLATFORM, features: ['inbox'], credentials: { login: 'key' } }],
    ["somebody else's workspace (S05)", { platform: PLATFORM, features: ['inbox'], workspaceId: 'ws_2' }],
  ])('400: %s; nothing is kept', async (_what, body) => {
    const here = await world();
    const { status, body: answer } = await ask(here.main, {
      ...POST,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect({ status, code: answer.error.code }).toEqual({ status: 400, code: 'invalid_input' });
    expect(here.keysLeft()).toEqual([]);
  });

  it('400 does not repeat what was typed', async () => {
    const here = await world();
    const credentials = { login: 'key', channelId: 'CANARY-1', clientSecret: 'CANARY-2' };
    const { text } = await connect(here, { platform: PLATFORM, features: ['inbox'], credentials });
    expect(text).not.toContain('CANARY');
  });

  it('409: the application is not set up; the account is taken; the platform does not take the credentials', async () => {
    const here = await world();
    here.platform.channels.set('ch-1', { secret: 's', account: 'shop_key', name: 'Key shop' });
    const credentials = { login: 'key', channelId: 'ch-1', clientSecret: 's', webhookSecret: 'w' };
    const body = { platform: PLATFORM, features: ['inbox'], credentials };
    expect((await connect(here, body, 'u_owner_2')).status).toBe(201);
    expect(await connect(here, body)).toMatchObject({
      status: 409,
      body: { error: { code: 'account_taken' } },
    });
    const wrong = { ...body, credentials: { ...credentials, clientSecret: 'wrong' } };
    expect(await connect(here, wrong)).toMatchObject({
      status: 409,
      body: { error: { code: 'platform_authorization_gone' } },
    });
    for (const key of here.aws.table('Connections').keys())
      if (key.startsWith('K#app')) here.aws.table('Connections').delete(key);
    here.main = here.boot();
    expect(await connect(here)).toMatchObject({
      status: 409,
      body: { error: { code: 'platform_app_missing' } },
    });
  });

  it('503 when the platform or AWS does not answer', async () => {
    const here = await world();
    here.platform.fault = () => ({ kind: 'unsent' });
    const credentials = { login: 'key', channelId: 'ch-1', clientSecret: 's', webhookSecret: 'w' };
    const body = { platform: PLATFORM, features: ['inbox'], credentials };
    expect((await connect(here, body)).status).toBe(503);
    here.aws.failure = (call) => (call === 'kms Encrypt' ? down(['kms'])(call) : undefined);
    expect((await connect(here)).status).toBe(503);
  });
});

describe('who may', () => {
  const calls = (id: string) => [
    { ...POST, body: JSON.stringify({ platform: PLATFORM, features: ['inbox'] }) },
    { method: 'GET', path: `/v1/connections/${id}/choices` },
    {
      method: 'POST',
      path: `/v1/connections/${id}/choices`,
      body: JSON.stringify({ accountIds: ['shop_mali_1'] }),
    },
    { method: 'DELETE', path: `/v1/connections/${id}` },
  ];

  it('every route asks for the permission that owners and admins have', () => {
    expect(connectRoutes.map(({ allow }) => allow)).toEqual(connectRoutes.map(() => 'connections:manage'));
    expect(rolesWith('connections:manage')).toEqual(['owner', 'admin']);
  });

  it('401 for nobody, 403 for an agent, 404 for an id of another workspace: nothing is changed by any of them', async () => {
    const here = await world();
    const { id } = await consentBy(here, MALI);
    const before = here.keysLeft();
    for (const call of calls(id)) {
      expect((await ask(here.main, { ...call, user: null })).status).toBe(401);
      expect((await ask(here.main, { ...call, user: 'u_agent_1' })).status).toBe(403);
      if (call.path === '/v1/connections') continue;
      expect(await ask(here.main, { ...call, user: 'u_owner_2' })).toMatchObject({
        status: 404,
        body: { error: { code: 'not_found' } },
      });
    }
    expect(here.keysLeft()).toEqual(before);
  });

  it('an unknown id and one of another workspace look the same', async () => {
    const here = await world();
    const { id } = await consentBy(here, MALI);
    for (const call of calls(id).slice(1)) {
      const foreign = await ask(here.main, { ...call, user: 'u_owner_2' });
      const path = call.path.replace(id, 'c_madeupmadeupmadeupmad');
      const unknown = await ask(here.main, { ...call, path, user: 'u_owner_2' });
      expect(foreign).toEqual(unknown);
    }
  });
});

describe('choices', () => {
  it('lists and connects them, in the order asked for', async () => {
    const here = await world();
    const { id, page } = await consentBy(here, MALI);
    expect(page.status).toBe(200);
    const path = `/v1/connections/${id}/choices`;
    const listed = await ask(here.main, { path, user: 'u_owner_1' });
    expect(listed.body).toEqual({
      items: ['1', '2'].map((n) => ({
        accountId: `shop_mali_${n}`,
        displayName: `มะลิ ${n}`,
        surface: 'main',
        unusable: null,
        connectionId: null,
      })),
      nextCursor: null,
    });
    const body = JSON.stringify({ accountIds: ['shop_mali_2', 'shop_mali_1'] });
    const chosen = await ask(here.main, { method: 'POST', path, user: 'u_owner_1', body });
    expect(chosen.status).toBe(200);
    expect(chosen.body.items.map((one: { accountId: string }) => one.accountId)).toEqual([
      'shop_mali_2',
      'shop_mali_1',
    ]);
    expect(chosen.body.items[0].id).toBe(id);
    expect((await ask(here.main, { path, user: 'u_owner_1' })).status).toBe(404);
  });

  it('400: none, too many, not offered; 409: taken meanwhile', async () => {
    const here = await world();
    const { id } = await consentBy(here, MALI);
    const choose = (accountIds: unknown) =>
      ask(here.main, {
        method: 'POST',
        path: `/v1/connections/${id}/choices`,
        user: 'u_owner_1',
        body: JSON.stringify({ accountIds }),
      });
    for (const wrong of [[], ['nobody'], 'shop_mali_1', Array.from({ length: 101 }, (_, i) => `s${i}`)])
      expect((await choose(wrong)).status).toBe(400);
    await consentBy(here, { id: 'p_other', accounts: MALI.accounts.slice(0, 1) }, 'u_owner_2');
    expect((await choose(['shop_mali_1'])).status).toBe(409);
    expect((await choose(['shop_mali_2'])).status).toBe(200);
  });
});

describe('DELETE /v1/connections/{id}', () => {
  it('answers with the connection as it was left; again changes nothing; erasure on request', async () => {
    const here = await world();
    const { id } = await consentBy(here);
    const end = (query?: Record<string, string>) =>
      ask(here.main, {
        method: 'DELETE',
        path: `/v1/connections/${id}`,
        user: 'u_owner_1',
        ...(query ? { query } : {}),
      });
    expect(await end()).toMatchObject({ status: 200, body: { id, state: 'disconnected', byHand: null } });
    expect(await end()).toMatchObject({ status: 200, body: { state: 'disconnected', byHand: null } });
    expect(await here.main.deps.requests.open('ws_1')).toEqual([]);
    expect((await end({ data: 'erase' })).status).toBe(200);
    expect(await here.main.deps.requests.open('ws_1')).toHaveLength(1);
    expect((await end({ data: 'everything' })).status).toBe(400);
  });

  it('says what is left to do by hand when the platform did not hear it', async () => {
    const here = await world();
    const { id } = await consentBy(here);
    here.platform.fault = (operation) => (operation === 'release' ? { kind: 'unsent' } : undefined);
    const { status, body } = await ask(here.main, {
      method: 'DELETE',
      path: `/v1/connections/${id}`,
      user: 'u_owner_1',
    });
    expect(status).toBe(200);
    expect(Object.keys(body.byHand).sort()).toEqual(['en', 'th']);
  });
});

describe('the way back from a platform', () => {
  it('says in Thai and English that it is connected, and which account', async () => {
    const here = await world();
    const { page } = await consentBy(here);
    expect(page.status).toBe(200);
    expect(page.text).toContain('เชื่อมต่อ Parrot Chat แล้ว');
    expect(page.text).toContain('Parrot Chat is connected');
    expect(page.text).toContain('ร้านนก');
    expect(page.text).toContain(`href="${BASE_URL}/"`);
    expect(here.meter.counts.get('ConsentFinished')).toBe(1);
  });

  it("takes the cookie from API Gateway's list and from a header with several", async () => {
    for (const how of ['cookies', 'cookieHeader'] as const) {
      const here = await world();
      const { body, cookies } = await connect(here);
      const query = here.platform.consent(body.authorizeUrl, NOK);
      const sent = ['theme=dark', inBrowser(String(cookies[0])), 'other='];
      const carried = how === 'cookies' ? { cookies: sent } : { cookieHeader: sent.join('; ') };
      expect((await comeBack(here.main, { platform: PLATFORM, query, ...carried })).status).toBe(200);
    }
  });

  it.each([
    [
      '403 in another browser',
      async (here: ConnectingWorld) => ({
        query: here.platform.consent((await connect(here)).body.authorizeUrl, NOK),
      }),
      403,
    ],
    ['400 without anything', async () => ({}), 400],
    ['400 with a state that nobody was given', async () => ({ query: { state: 'made-up', code: 'x' } }), 400],
  ])('%s', async (_what, returnOf: (here: ConnectingWorld) => Promise<object>, status) => {
    const here = await world();
    const page = await comeBack(here.main, { platform: PLATFORM, ...(await returnOf(here)) });
    expect(page.status).toBe(status);
    expect(page.text).toContain('Nothing was connected');
    expect(here.meter.counts.get('ConsentFailed')).toBe(1);
  });

  it('400 for a platform that does not exist', async () => {
    const here = await world();
    const page = await comeBack(here.main, { platform: '<script>', query: { state: 'x' } });
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('<script>');
  });

  it('400 after ten minutes; 409 when somebody else has the account; 503 when AWS does not answer', async () => {
    const here = await world();
    await consentBy(here, NOK, 'u_owner_2');
    expect((await consentBy(here)).page.status).toBe(409);
    const late = await connect(here);
    const query = here.platform.consent(late.body.authorizeUrl, NOK);
    here.clock.moveTo(here.clock.now() + 10 * MINUTE);
    const cookies = late.cookies.map(inBrowser);
    expect((await comeBack(here.main, { platform: PLATFORM, query, cookies })).status).toBe(400);
    here.aws.failure = down(['dynamodb']);
    expect((await comeBack(here.main, { platform: PLATFORM, query, cookies })).status).toBe(503);
  });

  it('repeats nothing of what stands in the address, neither in the page nor in the log', async () => {
    const here = await world();
    const { cookies } = await connect(here);
    const evil = '"><script>alert(1)</script>CANARY';
    const query = { state: evil, code: evil, error: evil, error_description: evil, [evil]: evil };
    const pages = [
      await comeBack(here.main, { platform: PLATFORM, query, cookies: cookies.map(inBrowser) }),
      await comeBack(here.main, {
        platform: PLATFORM,
        query: { ...query, state: stateOf(here, await connect(here)) },
      }),
      await comeBack(here.main, { platform: evil, query }),
    ];
    for (const { text, answer } of pages) {
      expect(text).not.toContain('CANARY');
      expect(JSON.stringify(answer.headers)).not.toContain('CANARY');
    }
    expect(written.join('\n')).not.toContain('CANARY');
  });

  it("shows the platform's name of an account as text", async () => {
    const here = await world();
    const { page } = await consentBy(here, { id: 'p', accounts: [{ id: 's', name: '<b onclick="x">&' }] });
    expect(page.text).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;');
  });

  it('is kept nowhere, runs no script, and tells no other site where it came from', async () => {
    const here = await world();
    const { page } = await consentBy(here);
    expect(page.answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(page.text).not.toContain('<script');
  });
});

function stateOf(_here: ConnectingWorld, { body }: { body: { authorizeUrl: string } }): string {
  return new URL(body.authorizeUrl).searchParams.get('state') ?? '';
}

describe('the page of every failure', () => {
  const failures: readonly ConsentFailure[] = [
    'unknown_state',
    'other_browser',
    'not_allowed',
    'denied',
    'platform_error',
    'code_invalid',
    'permission_missing',
    'no_account',
    'account_taken',
    'unavailable',
    'role_insufficient',
    'wrong_account_type',
    'wrong_country',
    'inactive',
    'not_linked',
  ];
  const page = (reason: ConsentFailure) =>
    consentPage(
      { kind: 'failed', reason, missing: ['chat.write'] },
      { platform: 'Parrot Chat', home: `${BASE_URL}/` },
    );

  it.each(failures)('%s: in Thai and English, with a way on', (reason) => {
    const { body = '' } = page(reason);
    const [thai = '', english = ''] = body.split('<section lang="en">');
    expect(thai).toMatch(/<h1>เชื่อมต่อไม่สำเร็จ<\/h1>/);
    expect(thai).toMatch(/[\u0e00-\u0e7f]{10,}/);
    expect(english).toContain('The account was not connected');
    expect(english).not.toMatch(/[\u0e00-\u0e7f]/);
    expect(body).toContain(`href="${BASE_URL}/"`);
    expect(english).toContain('chat.write');
  });

  it('each says something of its own', () => {
    expect(new Set(failures.map((reason) => page(reason).body)).size).toBe(failures.length);
  });

  it('an hour is what the choice page promises, and what there is', async () => {
    const here = await world();
    const { id, page: shown } = await consentBy(here, MALI);
    expect(shown.text).toContain('within an hour');
    here.clock.moveTo(here.clock.now() + HOUR - 1);
    expect((await ask(here.main, { path: `/v1/connections/${id}/choices`, user: 'u_owner_1' })).status).toBe(
      200,
    );
  });
});
