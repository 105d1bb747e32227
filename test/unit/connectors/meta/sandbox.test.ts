import { createHmac } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Grant, GrantedAccount } from '../../../../lambdas/ports/account-access.ts';
import { metaSandbox } from '../../../../local/sandbox/meta/index.ts';
import type { SandboxAccount } from '../../../../local/sandbox/platform-sandbox.ts';
import { startSandbox } from '../../../../local/sandbox/sandbox.ts';
import {
  APPS,
  accountFrom,
  connected,
  customerWrites,
  GIFT_PAGE,
  grantOf,
  LINKED_ROUTE,
  LOGIN_ROUTE,
  lastParsed,
  type MetaWorld,
  metaWorld,
  PAGE_ROUTE,
  SILK_PAGE,
} from './meta-world.ts';

const CUSTOMER = '7100000000000011';
const DAY = 24 * 3_600_000;

interface Asked {
  readonly token?: string | undefined;
  readonly proof?: string | null;
  readonly body?: object;
}

/** A bare call, as any client could make it. */
async function ask(world: MetaWorld, method: string, address: string, { token, proof, body }: Asked = {}) {
  const url = new URL(`${world.sandbox.base}/${address}`);
  const right = createHmac('sha256', APPS.meta?.appSecret ?? '')
    .update(token ?? '')
    .digest('hex');
  if (proof !== null && token && address.startsWith('graph.facebook.com'))
    url.searchParams.set('appsecret_proof', proof ?? right);
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    'content-type': 'application/json',
  };
  const response = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  const answer = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    error?: { code: number; error_subcode?: number; type: string };
  };
  return {
    status: response.status,
    answer,
    code: [answer.error?.code, answer.error?.error_subcode].join('/'),
  };
}

function grantedIn({ accounts }: Grant): GrantedAccount {
  const found = accounts.find(({ accountId }) => accountId === SILK_PAGE);
  if (!found) throw new Error('the Page is not in the grant');
  return found;
}

const tokenOf = (account: Account) => account.tokens.secrets.access_token?.reveal() ?? '';

describe('Meta’s sandbox is as strict as Meta: graph.facebook.com', () => {
  let world: MetaWorld;
  let token: string;
  beforeEach(async () => {
    world = await metaWorld(PAGE_ROUTE);
    token = tokenOf(await connected(world));
  });
  afterEach(() => world.stop());

  const graph = (method: string, path: string, asked: Asked = { token }) =>
    ask(world, method, `graph.facebook.com/v25.0/${path}`, asked);
  const APP_TOKEN = `${APPS.meta?.appId}|${APPS.meta?.appSecret}`;

  it.each([
    ['no token', {}, '2500/'],
    ['an unknown token', { token: 'EAAunknown' }, '190/'],
  ])('%s', async (_, asked, code) => {
    expect(await graph('GET', 'me/conversations?platform=messenger', asked)).toMatchObject({
      status: 400,
      code,
    });
  });

  it('wants a proof, and the right one', async () => {
    const path = 'me/conversations?platform=messenger';
    expect((await graph('GET', path)).status).toBe(200);
    expect(await graph('GET', path, { token, proof: null })).toMatchObject({ status: 400, code: '100/' });
    expect(await graph('GET', path, { token, proof: 'f'.repeat(64) })).toMatchObject({
      status: 400,
      code: '100/',
    });
    const old = Math.floor(world.clock.now() / 1000) - 301;
    const proof = createHmac('sha256', APPS.meta?.appSecret ?? '')
      .update(`${token}|${old}`)
      .digest('hex');
    expect((await graph('GET', `${path}&appsecret_time=${old}`, { token, proof })).status).toBe(400);
  });

  it.each([
    ['fields of Instagram', 'POST', 'me/subscribed_apps?subscribed_fields=messages,messaging_seen', '100/'],
    ['no fields', 'POST', 'me/subscribed_apps', '100/'],
    ['another Page', 'POST', '106600112233442/subscribed_apps?subscribed_fields=messages', '100/33'],
    ['an unknown object', 'GET', '999', '100/33'],
    ['a verb that an edge does not have', 'DELETE', 'me/conversations', '100/33'],
    ['a person’s edge with a Page’s token', 'GET', 'me/accounts', '100/'],
    ['debug_token with a Page’s token', 'GET', 'debug_token?input_token=x', '100/33'],
    ['conversations of another platform', 'GET', 'me/conversations?platform=whatsapp', '100/'],
  ])('refuses %s', async (_, method, path, code) => {
    expect(await graph(method, path)).toMatchObject({ status: 400, code });
  });

  it('inspects tokens for the application only', async () => {
    expect(
      (await graph('GET', `debug_token?input_token=${token}`, { token: APP_TOKEN })).answer,
    ).toMatchObject({
      data: { is_valid: true, app_id: APPS.meta?.appId, type: 'PAGE', expires_at: 0, profile_id: SILK_PAGE },
    });
    expect((await graph('GET', 'debug_token?input_token=x', { token: APP_TOKEN })).answer).toMatchObject({
      data: { is_valid: false, error: { code: 190 } },
    });
  });

  it.each([
    ['to somebody who never wrote', '7100000000000099', 'hi', '100/2018001'],
    ['without text', CUSTOMER, '', '100/'],
    ['that is too long', CUSTOMER, 'a'.repeat(2_001), '100/'],
  ])('refuses a message %s', async (_, id, text, code) => {
    await customerWrites(world, 'สวัสดี', CUSTOMER);
    expect(
      await graph('POST', 'me/messages', { token, body: { recipient: { id }, message: { text } } }),
    ).toMatchObject({
      status: 400,
      code,
    });
  });

  it.each([
    ['a text and an attachment at once', { message: { text: 'a', attachment: { type: 'image' } } }],
    ['an attachment of an unknown type', { message: { attachment: { type: 'sticker' } } }],
    ['an attachment without a file', { message: { attachment: { type: 'image', payload: {} } } }],
    ['metadata that is too long', { message: { text: 'a', metadata: 'x'.repeat(1_001) } }],
    ['an unknown messaging_type', { message: { text: 'a' }, messaging_type: 'REPLY' }],
    ['a tag without its type', { message: { text: 'a' }, messaging_type: 'RESPONSE', tag: 'HUMAN_AGENT' }],
    ['a type without its tag', { message: { text: 'a' }, messaging_type: 'MESSAGE_TAG' }],
    ['a retired tag', { message: { text: 'a' }, messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }],
    ['a quote of nothing', { message: { text: 'a' }, reply_to: { mid: 'm_unknown' } }],
  ])('refuses a message with %s', async (_, body) => {
    await customerWrites(world, 'สวัสดี', CUSTOMER);
    const sent = { recipient: { id: CUSTOMER }, ...body };
    expect(await graph('POST', 'me/messages', { token, body: sent })).toMatchObject({
      status: 400,
      code: '100/',
    });
  });

  it('takes metadata and a quote at the edge', async () => {
    const { messageId } = await customerWrites(world, 'สวัสดี', CUSTOMER);
    const body = {
      recipient: { id: CUSTOMER },
      messaging_type: 'UPDATE',
      message: { text: 'a', metadata: 'x'.repeat(1_000) },
      reply_to: { mid: messageId },
    };
    expect((await graph('POST', 'me/messages', { token, body })).status).toBe(200);
  });

  it('takes uploads of the Page itself only, by address, too', async () => {
    const message = { attachment: { type: 'image', payload: { url: 'https://nowhere.invalid/a.png' } } };
    const upload = (node: string) =>
      graph('POST', `${node}/message_attachments`, { token, body: { message } });
    expect((await upload('me')).code).toBe('100/2018008');
    expect((await upload('106600112233442')).code).toBe('100/33');
    const cut = await metaWorld(PAGE_ROUTE);
    const scopes = { scope: ['pages_show_list', 'pages_manage_metadata'] };
    const other = tokenOf(accountFrom(cut, grantedIn(await grantOf(cut, scopes))));
    const refused = await ask(cut, 'POST', 'graph.facebook.com/v25.0/me/message_attachments', {
      token: other,
      body: { message },
    });
    expect(refused.code).toBe('200/');
    await cut.stop();
  });

  it('takes answers to comments at their own edge only, and with words', async () => {
    await graph('POST', 'me/subscribed_apps?subscribed_fields=feed');
    const { messageId } = await customerWrites(world, 'ราคา', 'comment/7100000000000044');
    const answer = (edge: string, message: string) =>
      graph('POST', `${messageId}/${edge}`, { token, body: { message } });
    // The consent is for the inbox only.
    expect((await answer('comments', 'a')).code).toBe('200/');
    expect((await answer('replies', 'a')).code).toBe('100/33');
    const all = tokenOf(await connected(world, ['inbox', 'comments']));
    const empty = await ask(world, 'POST', `graph.facebook.com/v25.0/${messageId}/comments`, {
      token: all,
      body: { message: '' },
    });
    expect(empty.code).toBe('100/');
  });

  it('takes an answer in the window, echoes it with our ids, and lets a human in for 7 days', async () => {
    await customerWrites(world, 'สวัสดี', CUSTOMER);
    const body = { recipient: { id: CUSTOMER }, message: { text: 'ค่ะ', metadata: 'msg_1' } };
    const { answer } = await graph('POST', 'me/messages', { token, body });
    const { message_id, recipient_id } = answer as Record<string, string>;
    expect(recipient_id).toBe(CUSTOMER);
    expect(lastParsed(world)).toMatchObject([
      {
        direction: 'outbound',
        platformMessageId: message_id,
        text: 'ค่ะ',
        data: { appId: APPS.meta?.appId, metadata: 'msg_1' },
      },
    ]);
    world.clock.moveTo(world.clock.now() + DAY + 1);
    expect((await graph('POST', 'me/messages', { token, body })).code).toBe('10/2018278');
    const human = { ...body, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
    expect((await graph('POST', 'me/messages', { token, body: human })).status).toBe(200);
    world.clock.moveTo(world.clock.now() + 6 * DAY);
    expect((await graph('POST', 'me/messages', { token, body: human })).code).toBe('10/2018278');
  });

  it('knows the profile and the single messages of those who wrote', async () => {
    const { messageId } = await customerWrites(world, 'สวัสดี', CUSTOMER);
    expect((await graph('GET', `${CUSTOMER}?fields=name`)).answer).toMatchObject({ id: CUSTOMER });
    expect((await graph('GET', messageId)).answer).toMatchObject({ id: messageId, message: 'สวัสดี' });
    expect((await graph('GET', '7100000000000099?fields=name')).code).toBe('100/33');
  });

  it('delivers nothing of what is not subscribed', async () => {
    await graph('POST', 'me/subscribed_apps?subscribed_fields=message_reads');
    expect((await customerWrites(world, 'สวัสดี', CUSTOMER)).delivered).toBe(false);
  });

  it('tells of policy by a delivery', async () => {
    await world.sandbox.act('meta', { kind: 'suspend', accountId: SILK_PAGE, on: true });
    expect(lastParsed(world)).toMatchObject([
      { type: 'connection', accountId: SILK_PAGE, signal: 'sending_blocked' },
    ]);
    expect((await graph('GET', 'me/subscribed_apps')).code).toBe('368/');
    await world.sandbox.act('meta', { kind: 'suspend', accountId: SILK_PAGE, on: false });
    expect(lastParsed(world)).toMatchObject([{ signal: 'sending_unblocked' }]);
  });

  it('knows the accounts that can be connected, and refuses others', async () => {
    const accounts = (await world.sandbox.act('meta', { kind: 'accounts' })) as SandboxAccount[];
    const named = accounts.map(({ platform, login, accountId }) => `${platform}/${login}/${accountId}`);
    expect(named).toEqual(
      expect.arrayContaining(
        [PAGE_ROUTE, LINKED_ROUTE, LOGIN_ROUTE].map((r) => `${r.platform}/${r.login}/${r.accountId}`),
      ),
    );
    expect(new Set(named).size).toBe(named.length);
    expect(accounts.every(({ person }) => person !== undefined)).toBe(true);
    const act = (accountId: string) => world.sandbox.act('meta', { kind: 'revoke', accountId });
    await expect(act('1')).rejects.toThrow(/no account 1/);
    await act(GIFT_PAGE);
    await expect(act(GIFT_PAGE)).rejects.toThrow(/nobody allows/);
  });

  it('remembers everything over a restart', async () => {
    const memoryFile = join(await mkdtemp(join(tmpdir(), 'meta-')), 'memory.json');
    const options = { factories: [metaSandbox], apps: APPS, publicBaseUrl: world.publicBaseUrl, memoryFile };
    const revoke = { kind: 'revoke', accountId: '104455667788990' } as const;
    const first = await startSandbox(options);
    await first.act('meta', revoke);
    await first.stop();
    const second = await startSandbox(options);
    await expect(second.act('meta', revoke)).rejects.toThrow(/nobody allows/);
    await second.stop();
  });
});

describe('Meta’s sandbox is as strict as Meta: Instagram', () => {
  let world: MetaWorld;
  let token: string;
  beforeEach(async () => {
    world = await metaWorld(LOGIN_ROUTE);
    token = tokenOf(await connected(world));
  });
  afterEach(() => world.stop());

  const graph = (method: string, path: string, asked: Asked = { token }) =>
    ask(world, method, `graph.instagram.com/${path}`, asked);

  it('has an error of its own for no token', async () => {
    const { status, answer } = await graph('GET', 'v25.0/me', {});
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code: 190, type: 'IGApiException' });
  });

  it.each([
    ['an unknown token', 'GET', 'v25.0/me', { token: 'IGAAx' }, '190/'],
    ['a Page’s token', 'GET', 'v25.0/me', { token: 'invented-page-token' }, '190/'],
    ['an unknown field', 'POST', 'v25.0/me/subscribed_apps?subscribed_fields=feed', undefined, '100/'],
    [
      'a wrong secret',
      'GET',
      'access_token?grant_type=ig_exchange_token&client_secret=x&access_token=y',
      {},
      '1/',
    ],
    ['a wrong grant', 'GET', 'access_token?grant_type=x', {}, '100/'],
    [
      'another account',
      'GET',
      'v25.0/17841400000000102/conversations?platform=instagram',
      undefined,
      '100/33',
    ],
  ])('refuses %s', async (_, method, path, asked, code) => {
    expect(await graph(method, path, asked ?? { token })).toMatchObject({ status: 400, code });
  });

  it('refuses a long-lived token as a short-lived one', async () => {
    const query = new URLSearchParams({
      grant_type: 'ig_exchange_token',
      client_secret: APPS.instagram?.appSecret ?? '',
      access_token: token,
    });
    expect((await graph('GET', `access_token?${query}`, {})).code).toBe('190/');
  });

  it('exchanges codes by POST only', async () => {
    expect((await ask(world, 'GET', 'api.instagram.com/oauth/access_token')).status).toBe(405);
    expect((await ask(world, 'POST', 'api.instagram.com/oauth/other')).status).toBe(404);
    const wrong = await ask(world, 'POST', 'api.instagram.com/oauth/access_token', {
      body: { client_id: '1' },
    });
    expect(wrong).toMatchObject({ status: 400, answer: { error_type: 'OAuthException', code: 400 } });
  });

  it('counts bytes, and echoes without an application', async () => {
    await customerWrites(world, 'สวัสดี', '6200000000000077');
    const send = (text: string) =>
      graph('POST', 'v25.0/me/messages', {
        token,
        body: { recipient: { id: '6200000000000077' }, message: { text } },
      });
    expect((await send('ก'.repeat(334))).code).toBe('100/');
    const { answer } = await send('ก'.repeat(333));
    const [echo] = lastParsed(world);
    expect(echo).toMatchObject({
      direction: 'outbound',
      platformMessageId: (answer as Record<string, string>).message_id,
      data: {},
    });
  });

  it('knows neither metadata nor, by the Instagram login, quotes', async () => {
    const { messageId } = await customerWrites(world, 'สวัสดี', '6200000000000077');
    const send = (more: object) => {
      const body = { recipient: { id: '6200000000000077' }, message: { text: 'a' }, ...more };
      return graph('POST', 'v25.0/me/messages', { token, body });
    };
    expect((await send({ message: { text: 'a', metadata: 'm' } })).code).toBe('100/');
    expect((await send({ reply_to: { mid: messageId } })).code).toBe('100/');
    expect((await send({})).status).toBe(200);
  });

  it('tells nothing of people who did not write', async () => {
    expect((await graph('GET', 'v25.0/6200000000000099?fields=name')).code).toBe('230/');
  });

  it('sends one message by both ways when an account is connected twice', async () => {
    const { sandbox } = world;
    const linked = { ...world, ...(await linkedOver(world)) };
    await grantOf(linked).then(async ({ accounts }) => {
      const token = accounts[0]?.tokens?.secrets.access_token?.reveal();
      await ask(
        world,
        'POST',
        `graph.facebook.com/v25.0/${SILK_PAGE}/subscribed_apps?subscribed_fields=messages`,
        { token },
      );
    });
    const before = world.deliveries.length;
    await sandbox.act('meta', {
      kind: 'message',
      accountId: LOGIN_ROUTE.accountId,
      customerId: CUSTOMER,
      text: 'hi',
    });
    expect(world.deliveries.length - before).toBe(2);
  });
});

/** The Facebook login in the same sandbox. */
async function linkedOver(world: MetaWorld) {
  const { appOf } = await import('./meta-world.ts');
  return { route: LINKED_ROUTE, app: appOf('meta'), access: world.access };
}
