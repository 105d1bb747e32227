import { createHmac } from 'node:crypto';
import { parse } from '../../../../../lambdas/connectors/shopee/parse.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { connected, SHOP, shopeeWorld, TYPED } from './shopee-world.ts';

let world: PlatformWorld;
let token: string;
beforeEach(async () => {
  world = await shopeeWorld();
  token = (await connected(world)).tokens.secrets.access_token?.reveal() ?? '';
});
afterEach(() => world.stop());

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly over?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  /** Public calls have no token in the signature. */
  readonly isPublic?: boolean;
}

/** A call that is made by the specification alone, without the connector. */
async function send({
  path = '/api/v2/shop/get_shop_info',
  method = 'GET',
  over = {},
  body,
  isPublic = false,
}: Sent) {
  const timestamp = String(Math.floor(world.clock.now() / 1000));
  const owner = isPublic ? '' : `${token}${SHOP}`;
  const base = `${TYPED.partnerId}${path}${timestamp}${owner}`;
  const sign = createHmac('sha256', TYPED.partnerKey).update(base).digest('hex');
  const shop = isPublic ? {} : { access_token: token, shop_id: SHOP };
  const query = Object.entries({ partner_id: TYPED.partnerId, timestamp, sign, ...shop, ...over });
  const given = query.filter((pair): pair is [string, string] => pair[1] !== undefined);
  const url = `${world.sandbox.base}/partner.shopeemobile.com${path}?${new URLSearchParams(given)}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { http: answer.status, ...((await answer.json()) as { error: string; message: string }) };
}

describe('Shopee sandbox', () => {
  it.each([
    ['a good call', {}, 200, ''],
    ['a wrong signature', { over: { sign: '0'.repeat(64) } }, 403, 'error_sign'],
    ['no signature', { over: { sign: undefined } }, 403, 'error_param'],
    ['an old timestamp', { over: { timestamp: '1767225600' } }, 403, 'error_param'],
    ['milliseconds', { over: { timestamp: '1767225600000' } }, 403, 'error_param'],
    ['an unknown partner', { over: { partner_id: '1' } }, 403, 'invalid_partner_id'],
    ['no token', { over: { access_token: undefined } }, 403, 'error_param'],
    [
      'a public call that is signed with a token',
      { path: '/api/v2/push/get_app_push_config' },
      403,
      'error_sign',
    ],
    ['a wrong verb', { method: 'POST' }, 403, 'error_param'],
    ['an unknown path', { path: '/api/v2/nowhere' }, 404, 'error_not_found'],
  ] as const)('%s', async (_name, call, http, error) => {
    expect(await send(call)).toMatchObject({ http, error });
  });

  const say = (text: string) =>
    world.sandbox.act('shopee', { kind: 'message', accountId: SHOP, customerId: '900100200', text });
  const reply = (text: string, over: object = {}) =>
    send({
      path: '/api/v2/sellerchat/send_message',
      method: 'POST',
      body: { to_id: 900100200, message_type: 'text', content: { text }, ...over },
    });

  it('sends a message, and echoes it as a push', async () => {
    await say('มีของไหมคะ');
    expect(await reply('มีค่ะ')).toMatchObject({ http: 200, error: '', response: { to_id: 900100200 } });
    const echo = parse({
      surface: 'main',
      body: world.deliveries.at(-1)?.body ?? Buffer.alloc(0),
      receivedAt: 0,
    });
    expect(echo).toMatchObject([{ direction: 'outbound', text: 'มีค่ะ' }]);
  });

  it("refuses messages by the platform's rules", async () => {
    expect(await reply('ทัก')).toMatchObject({ error: 'first_chat_without_order_info' });
    await say('สวัสดี');
    expect(await reply('ก'.repeat(601))).toMatchObject({ error: 'message_too_long' });
    expect(await reply('x', { to_id: '900100200' })).toMatchObject({ error: 'error_param' });
    for (let i = 0; i < 5; i++) expect(await reply(`ข้อความ ${i}`)).toMatchObject({ error: '' });
    expect(await reply('ข้อความที่หก')).toMatchObject({ error: 'reach_5_message_limit' });
    await say('ครับ');
    expect(await reply('ข้อความ 0')).toMatchObject({ error: 'error_business' });
  });

  it('lists accounts with what to type and who can consent', async () => {
    const accounts = (await world.sandbox.act('shopee', { kind: 'accounts' })) as { accountId: string }[];
    expect(accounts).toContainEqual({
      platform: 'shopee',
      login: 'in_house',
      accountId: SHOP,
      displayName: 'ขนมบ้านยายแก้ว',
      person: 'shop-511200301',
      credentials: TYPED,
    });
    expect(accounts).toHaveLength(5);
  });

  it('refuses actions on shops that are not there', async () => {
    const action = { kind: 'expire', accountId: '1' } as const;
    await expect(world.sandbox.act('shopee', action)).rejects.toThrow('no shop "1"');
  });
});
