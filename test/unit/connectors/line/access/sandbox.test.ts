import { line } from '../../../../../lambdas/connectors/line/index.ts';
import { kit } from '../../../../../lambdas/connectors/line/samples/kit.ts';
import type { SandboxAccount } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  accountOf,
  CUSTOMER,
  exchanged,
  identified,
  later,
  lineWorld,
  MALI,
  MODULE_SECRET,
  module,
  PA_DAENG,
  renewed,
  someAccount,
  switchWebhook,
} from './line-world.ts';

/** The sandbox is worth what it refuses: as LINE does, with LINE's words. */
let world: PlatformWorld;
beforeEach(async () => {
  world = await lineWorld();
});
afterEach(() => world.stop());

interface Ask {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly form?: Record<string, string>;
}

async function ask(path: string, { method, token, headers, json, form }: Ask = {}) {
  const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json);
  const answer = await fetch(`${world.sandbox.base}/${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

async function channelToken(accountId = MALI): Promise<string> {
  const account = await renewed(world, accountOf(world, await identified(world, accountId), 'channel'));
  return account.tokens.secrets.access_token?.reveal() ?? '';
}

async function subscribed() {
  const account = await renewed(world, accountOf(world, await identified(world, MALI), 'channel'));
  await access.subscribe(world.calls, account);
  return account.tokens.secrets.access_token?.reveal() ?? '';
}

const write = async () =>
  (await world.sandbox.act('line', {
    kind: 'message',
    accountId: MALI,
    customerId: CUSTOMER,
    text: 'สวัสดี',
  })) as { messageId: string; delivered: boolean };

const lastEvent = () => JSON.parse(String(world.deliveries.at(-1)?.body)).events[0];
const HELLO = [{ type: 'text', text: 'สวัสดีค่ะ' }];

describe('what is there', () => {
  it('has accounts to connect by either login, and one that cannot be', async () => {
    const accounts = (await world.sandbox.act('line', { kind: 'accounts' })) as SandboxAccount[];
    expect(accounts.filter(({ login }) => login === 'channel')).toHaveLength(4);
    expect(accounts.filter(({ login }) => login === 'module').map(({ accountId }) => accountId)).toEqual(
      expect.arrayContaining([MALI, PA_DAENG]),
    );
    for (const account of accounts) expect(account.person ?? account.credentials).toBeDefined();
  });

  it('knows the account of the demo seed with its credentials and its token', async () => {
    const accountId = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';
    const { tokens, facts } = access.readCredentials(kit.seed('main', accountId).credentials);
    const account = someAccount({
      accountId,
      tokens,
      facts,
      webhookUrl: `${world.publicBaseUrl}/webhooks/line/c_demo`,
      now: world.clock.now(),
    });
    await access.subscribe(world.calls, account);
    expect(await access.check(world.calls, account)).toMatchObject({ webhook: 'on', problem: null });
    expect(world.sandbox.calls.map(({ path }) => path)).not.toContain('/oauth2/v3/token');
  });

  it.each(['nobody', ''])('cannot do anything to the account %j', async (accountId) => {
    await expect(world.sandbox.act('line', { kind: 'revoke', accountId })).rejects.toThrow(
      'LINE has no account',
    );
  });
});

describe('who may call', () => {
  it.each([
    ['api.line.me/v2/bot/info', {}, 401],
    ['api.line.me/v2/bot/info', { token: 'unknown' }, 401],
    ['api.line.me/v2/bot/list', {}, 401],
    ['api.line.me/v2/bot/nothing', {}, 404],
    ['api.line.me//v2/bot/info', {}, 404],
    ['api.line.me/v2/bot/info/', {}, 404],
    ['api-data.line.me/v2/bot/info', {}, 404],
    ['api.line.me/v2/bot/info', { method: 'DELETE' }, 405],
    ['api.line.me/oauth2/v3/token', {}, 405],
  ])('%s %j: %i', async (path, request, status) => {
    expect((await ask(path, request)).status).toBe(status);
  });

  it('every answer has a request id', async () => {
    expect((await ask('api.line.me/v2/bot/info')).headers.get('x-line-request-id')).toMatch(/^req-/);
  });

  it.each([
    [{ grant_type: 'password' }, 400],
    [{ grant_type: 'client_credentials' }, 400],
    [{ grant_type: 'client_credentials', client_id: '2007710455', client_secret: 'wrong' }, 400],
    [{ grant_type: 'client_credentials', client_assertion: 'jwt' }, 404],
  ])('no token for %j', async (form, status) => {
    expect((await ask('api.line.me/oauth2/v3/token', { form: form as never })).status).toBe(status);
  });

  it('no token for JSON', async () => {
    expect((await ask('api.line.me/oauth2/v3/token', { json: {} })).status).toBe(400);
  });

  it('a channel may not do what modules do', async () => {
    const token = await channelToken();
    expect((await ask('api.line.me/v2/bot/list', { token })).status).toBe(403);
    const detach = await ask('api.line.me/v2/bot/channel/detach', { token, json: { botId: MALI } });
    expect(detach.status).toBe(403);
  });

  it('a module may do for an account what its scopes say, and names the account', async () => {
    const account = await renewed(
      world,
      accountOf(world, await exchanged(world, MALI, ['message:send']), 'module'),
    );
    const token = account.tokens.secrets.access_token?.reveal() ?? '';
    const info = (headers: Record<string, string>) => ask('api.line.me/v2/bot/info', { token, headers });
    expect((await info({ 'X-Line-Bot-Id': MALI })).status).toBe(200);
    expect((await info({})).status).toBe(403);
    expect((await info({ 'X-Line-Bot-Id': PA_DAENG })).status).toBe(403);
    const headers = { 'X-Line-Bot-Id': MALI };
    const profile = await ask(`api.line.me/v2/bot/profile/${CUSTOMER}`, { token, headers });
    expect(profile).toMatchObject({
      status: 403,
      body: { message: 'Access to this API is not available for your account' },
    });
    expect((await ask('api.line.me/v2/bot/channel/webhook/endpoint', { token, headers })).status).toBe(403);
  });
});

describe('short-lived tokens', () => {
  const form = {
    grant_type: 'client_credentials',
    client_id: '2007710455',
    client_secret: '91c4e07ab35d28f6c0173be94d5a8f62',
  };
  const issue = async () =>
    (await ask('api.line.me/v2/oauth/accessToken', { form })).body.access_token as string;
  const verify = (access_token: string) => ask('api.line.me/v2/oauth/verify', { form: { access_token } });

  it('live 30 days, can be verified and revoked', async () => {
    const token = await issue();
    expect((await verify(token)).body).toEqual({
      client_id: '2007710455',
      expires_in: 2_592_000,
      scope: 'P CM',
    });
    await ask('api.line.me/v2/oauth/revoke', { form: { access_token: token } });
    expect((await verify(token)).status).toBe(400);
    expect((await ask('api.line.me/v2/oauth/revoke', { form: { access_token: token } })).status).toBe(200);
  });

  it('the 31st ends the oldest', async () => {
    const first = await issue();
    for (let i = 0; i < 29; i++) await issue();
    expect((await verify(first)).status).toBe(200);
    await issue();
    expect((await verify(first)).status).toBe(400);
  });

  it('a stateless token cannot be revoked', async () => {
    const token = await channelToken();
    await ask('api.line.me/v2/oauth/revoke', { form: { access_token: token } });
    expect((await ask('api.line.me/v2/bot/info', { token })).status).toBe(200);
  });
});

describe('the webhook’s settings', () => {
  const PATH = 'api.line.me/v2/bot/channel/webhook/endpoint';

  it.each(['http://example.com/x', 'no address', `https://example.com/${'x'.repeat(500)}`, 7])(
    'refuses %j',
    async (endpoint) => {
      const answer = await ask(PATH, { method: 'PUT', token: await channelToken(), json: { endpoint } });
      expect(answer).toMatchObject({ status: 400, body: { message: 'Invalid webhook endpoint URL' } });
    },
  );

  it('has none at first; without JSON nothing is set', async () => {
    const token = await channelToken();
    expect(await ask(PATH, { token })).toMatchObject({
      status: 404,
      body: { message: 'Webhook endpoint not found' },
    });
    const form = { endpoint: 'https://example.com/x' };
    expect((await ask(PATH, { method: 'PUT', token, form })).status).toBe(415);
  });

  it('a test that fails is answered well, too', async () => {
    const token = await channelToken();
    const endpoint = `${world.publicBaseUrl}/elsewhere`;
    world.answer = 404;
    const { status, body } = await ask('api.line.me/v2/bot/channel/webhook/test', {
      token,
      json: { endpoint },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: false, statusCode: 404, reason: 'ERROR_STATUS_CODE' });
  });
});

describe('messages of customers', () => {
  it('are delivered only to who is subscribed and switched on', async () => {
    expect(await write()).toMatchObject({ delivered: false });
    await subscribed();
    expect(await write()).toMatchObject({ delivered: true });
    expect(lastEvent().message).toMatchObject({ type: 'text', text: 'สวัสดี' });
    await switchWebhook(world, '2007710455', false);
    expect(await write()).toMatchObject({ delivered: false });
    await switchWebhook(world, '2007710455', true);
    world.answer = 500;
    expect(await write()).toMatchObject({ delivered: false });
    expect(world.deliveries).toHaveLength(3);
  });

  it('are signed with the secret that is good now', async () => {
    await subscribed();
    await world.sandbox.act('line', { kind: 'revoke', accountId: MALI });
    await write();
    const delivery = world.deliveries.at(-1);
    if (!delivery) throw new Error('nothing was delivered');
    const { body, headers } = delivery;
    const old = access.readCredentials({ channelId: '1', channelSecret: '91c4e07ab35d28f6c0173be94d5a8f62' });
    const verdict = line.verify(
      {
        platform: 'line',
        surface: 'main',
        headers: { 'x-line-signature': String(headers['x-line-signature']) },
        body,
        receivedAt: 0,
      },
      [{ ref: 'line/c', secret: old.webhookSecret ?? module.secret, facts: {} }],
      0,
    );
    expect(verdict.kind).toBe('untrusted');
  });

  it('go to both when a module is attached: active there, standby here, without a token to reply', async () => {
    await subscribed();
    await exchanged(world, MALI);
    await write();
    const [toModule, toChannel] = world.deliveries.slice(-2).map(({ path, body }) => ({
      path,
      event: JSON.parse(String(body)).events[0],
    }));
    expect(toModule).toMatchObject({ path: '/webhooks/line/module', event: { mode: 'active' } });
    expect(toModule?.event.replyToken).toBeDefined();
    expect(toChannel).toMatchObject({ path: '/webhooks/line/c_test', event: { mode: 'standby' } });
    expect(toChannel?.event.replyToken).toBeUndefined();
  });

  it('nobody can write to a LINE Login channel', async () => {
    const action = { kind: 'message', accountId: '2007719001', customerId: CUSTOMER, text: 'x' } as const;
    await expect(world.sandbox.act('line', action)).rejects.toThrow('nobody can write');
  });
});

describe('messages to customers', () => {
  const reply = (token: string, replyToken: string, headers = {}) =>
    ask('api.line.me/v2/bot/message/reply', { token, headers, json: { replyToken, messages: HELLO } });
  const push = (token: string, json: object, headers = {}) =>
    ask('api.line.me/v2/bot/message/push', { token, headers, json });
  const KEY = '123e4567-e89b-12d3-a456-426614174000';
  const used = async (token: string) =>
    (await ask('api.line.me/v2/bot/message/quota/consumption', { token })).body.totalUsage;

  it('a reply token works once, for a minute, and costs nothing', async () => {
    const token = await subscribed();
    await write();
    const { replyToken } = lastEvent();
    expect(await reply(token, replyToken)).toMatchObject({ status: 200, body: { sentMessages: [{}] } });
    const again = await reply(token, replyToken);
    expect(again).toMatchObject({ status: 400, body: { message: 'Invalid reply token' } });
    await write();
    later(world, 2);
    expect((await reply(token, lastEvent().replyToken)).status).toBe(400);
    expect(await used(token)).toBe(0);
  });

  it('a reply takes no retry key', async () => {
    const token = await subscribed();
    await write();
    expect((await reply(token, lastEvent().replyToken, { 'X-Line-Retry-Key': KEY })).status).toBe(400);
    expect((await reply(token, lastEvent().replyToken)).status).toBe(200);
  });

  it('another account cannot use a reply token', async () => {
    await subscribed();
    await write();
    expect((await reply(await channelToken(PA_DAENG), lastEvent().replyToken)).status).toBe(400);
  });

  it('a push under the same key goes out once, and says what went out', async () => {
    const token = await channelToken();
    await write();
    const headers = { 'X-Line-Retry-Key': KEY };
    const first = await push(token, { to: CUSTOMER, messages: HELLO }, headers);
    const second = await push(token, { to: CUSTOMER, messages: HELLO }, headers);
    expect(first.body.sentMessages[0]).toEqual({
      id: expect.stringMatching(/^\d{18}$/),
      quoteToken: expect.any(String),
    });
    expect(second).toMatchObject({
      status: 409,
      body: { message: 'The retry key is already accepted', sentMessages: first.body.sentMessages },
    });
    expect(second.headers.get('x-line-accepted-request-id')).toBeTruthy();
    expect(await used(token)).toBe(1);
    later(world, 25 * 60);
    expect((await push(await channelToken(), { to: CUSTOMER, messages: HELLO }, headers)).status).toBe(200);
  });

  it.each([
    [{ to: 'nobody', messages: HELLO }, {}],
    [{ messages: HELLO }, {}],
    [{ to: `L${CUSTOMER}-${MALI}`, messages: HELLO }, {}],
    [{ to: CUSTOMER, messages: HELLO }, { 'X-Line-Retry-Key': 'no-uuid' }],
    [{ to: CUSTOMER }, {}],
    [{ status: 200, body: {} }, {}],
    [{ to: CUSTOMER, messages: [] }, {}],
    [{ to: CUSTOMER, messages: Array(6).fill(HELLO[0]) }, {}],
    [{ to: CUSTOMER, messages: [{ type: 'text', text: ' ' }] }, {}],
    [{ to: CUSTOMER, messages: [{ type: 'text', text: 'x'.repeat(5_001) }] }, {}],
    [{ to: CUSTOMER, messages: [{ type: 'file', url: 'https://x.example/a.pdf' }] }, {}],
    [{ to: CUSTOMER, messages: [null] }, {}],
    [{ to: CUSTOMER, messages: [{ type: 'image', originalContentUrl: 'http://x.example/a.jpg' }] }, {}],
    [{ to: CUSTOMER, messages: [{ type: 'audio', originalContentUrl: 'https://x.example/a.m4a' }] }, {}],
    [{ to: CUSTOMER, messages: [{ type: 'template', altText: 'x' }] }, {}],
  ])('refuses the push %j %j', async (json, headers) => {
    expect((await push(await channelToken(), json, headers)).status).toBe(400);
  });

  it.each([
    [{ type: 'sticker', packageId: '446', stickerId: '1988' }],
    [{ type: 'audio', originalContentUrl: 'https://x.example/a.m4a', duration: 1_000 }],
    [{ type: 'location', title: 'ร้าน', address: 'กรุงเทพ', latitude: 13.7, longitude: 100.5 }],
  ])('takes %j', async (message) => {
    expect((await push(await channelToken(), { to: CUSTOMER, messages: [message] })).status).toBe(200);
  });

  it('after the free thousand the month is over', async () => {
    const token = await channelToken();
    await write();
    const push50 = () =>
      Promise.all(Array.from({ length: 50 }, () => push(token, { to: CUSTOMER, messages: HELLO })));
    for (let i = 0; i < 20; i++) await push50();
    expect(await used(token)).toBe(1_000);
    const over = await push(token, { to: CUSTOMER, messages: HELLO });
    expect(over).toMatchObject({ status: 429, body: { message: 'You have reached your monthly limit.' } });
  });

  it('a profile is there for who wrote', async () => {
    const token = await subscribed();
    const profile = () => ask(`api.line.me/v2/bot/profile/${CUSTOMER}`, { token });
    expect((await profile()).status).toBe(404);
    await write();
    expect(await profile()).toMatchObject({ status: 200, body: { userId: CUSTOMER } });
    expect((await ask('api.line.me/v2/bot/profile/%20', { token })).status).toBe(400);
  });
});

describe('the module’s consent in the sandbox', () => {
  it('takes the client by form, too, and refuses a wrong one', async () => {
    const path = 'manager.line.biz/module/auth/v1/token';
    const form = { grant_type: 'authorization_code', code: 'x', client_id: module.id };
    const good = await ask(path, { form: { ...form, client_secret: MODULE_SECRET } });
    expect(good).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const bad = await ask(path, { form: { ...form, client_secret: 'wrong' } });
    expect(bad).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
  });
});
