import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { raw, sendTo, shopApi } from './calls.ts';
import {
  ABROAD,
  accountOf,
  advance,
  BUYER,
  connect,
  connected,
  PERSON,
  parsed,
  tiktokWorld,
} from './world.ts';

const CONVERSATIONS = '/customer_service/202309/conversations';
const LIST = { method: 'GET', path: CONVERSATIONS, query: { page_size: '20' } } as const;
const WEBHOOKS = '/event/202309/webhooks';
const DAY_MS = 86_400_000;

let world: PlatformWorld;
let shop: Account;
beforeEach(async () => {
  world = await tiktokWorld();
  shop = await connected(world, 'shop');
  await access.subscribe(world.calls, shop);
});
afterEach(() => world.stop());

const write = async (customerId = BUYER.shop) =>
  (await world.sandbox.act('tiktok', {
    kind: 'message',
    accountId: shop.accountId,
    customerId,
    text: 'สนใจค่ะ',
  })) as { messageId: string };

type Change = Parameters<typeof shopApi>[3];
type Parts = Parameters<NonNullable<Change>>[0];
const set = (name: string, value: string) => (call: Parts) => call.url.searchParams.set(name, value);
const without = (name: string) => (call: Parts) => call.url.searchParams.delete(name);
const header = (name: string, value: string) => (call: Parts) => {
  call.headers[name] = value;
};
const path = (value: string) => (call: Parts) => {
  call.url.pathname = value;
};
const verb = (value: string) => (call: Parts) => {
  call.method = value;
};
const respelled = (call: Parts) => {
  call.body = JSON.stringify(JSON.parse(call.body ?? ''), null, 1);
};

describe('The sandbox of TikTok Shop is as strict as TikTok', () => {
  it.each([
    ['another app', set('app_key', '1'), 401, 36009004, 'app_key'],
    ['an old time', set('timestamp', '1600000000'), 401, 36009004, 'timestamp'],
    ['no signature', without('sign'), 401, 36009004, 'missing credentials'],
    ['a wrong signature', set('sign', '0'.repeat(64)), 401, 36009004, 'signature'],
    ['a parameter that is not signed', set('locale', 'th-TH'), 401, 36009004, 'signature'],
    ['an unknown token', header('x-tts-access-token', 'x'), 401, 36009004, 'x-tts-access-token'],
    ['a path that is not', path('/customer_service/202309/conversation'), 404, 36009009, 'path'],
    ['a wrong verb', verb('DELETE'), 405, 36009010, 'method'],
  ])('%s', async (_name, change, status, code, message) => {
    const answer = await shopApi(world, shop, LIST, change);
    expect(answer).toMatchObject({ status, body: { code, message: expect.stringContaining(message) } });
  });

  it('a body that was spelled anew after signing', async () => {
    const put = {
      method: 'PUT',
      path: WEBHOOKS,
      body: { event_type: 'NEW_MESSAGE', address: 'https://a.example' },
    };
    expect(await shopApi(world, shop, put as never, respelled)).toMatchObject({
      status: 401,
      body: { code: 36009004 },
    });
    expect(await shopApi(world, shop, put as never)).toMatchObject({ status: 200, body: { code: 0 } });
  });

  it.each([
    [-301_000, 401],
    [-300_000, 200],
    [30_000, 200],
    [31_000, 401],
  ])('F15: a time that is %i ms from TikTok’s: %i', async (distance, status) => {
    const call = { ...LIST };
    const ours = { ...world, clock: { now: () => world.clock.now() + distance } } as PlatformWorld;
    expect((await shopApi(ours, shop, call)).status).toBe(status);
  });

  it('a missing, an unknown and another shop’s cipher', async () => {
    const other = accountOf(world, 'shop', await connect(world, 'shop', ABROAD.person));
    const codeFor = async (facts: Record<string, string>) =>
      (await shopApi(world, { ...shop, facts }, LIST)).body.code;
    expect(await codeFor({})).toBe(36009004);
    expect(await codeFor({ shopCipher: 'ROW_unknown' })).toBe(106013);
    expect(await codeFor({ shopCipher: other.facts.shopCipher ?? '' })).toBe(101000);
  });

  it('a permission that was not granted', async () => {
    const some = ['seller.authorization.info'];
    const limited = accountOf(world, 'shop', await connect(world, 'shop', PERSON.shop, some));
    expect(await shopApi(world, limited, LIST)).toMatchObject({ status: 401, body: { code: 105005 } });
  });

  it.each([
    [{ event_type: 'NEW_MESSAGE', address: 'http://plain.example.com/x' }],
    [{ event_type: 'NEW_MESSAGE', address: 'https://10.0.0.1/x' }],
    [{ event_type: 'NEW_MESSAGE', address: 'https://a.example.com:8443/x' }],
    [{ event_type: 'NEW_MESSAGE', address: `https://a.example.com/${'x'.repeat(255)}` }],
    [{ event_type: 'NO_SUCH_TOPIC', address: 'https://a.example.com/x' }],
    [{ event_type: 'NEW_MESSAGE' }],
  ])('a webhook that cannot be: %j', async (body) => {
    const answer = await shopApi(world, shop, { method: 'PUT', path: WEBHOOKS, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 36009023 } });
  });

  it('a token host that is called in another way', async () => {
    const url = 'https://auth.tiktok-shops.com/api/v2/token/get?app_key=6exampleappkey';
    expect(await raw(world, url, { method: 'POST' })).toMatchObject({ status: 405 });
    expect(await raw(world, url)).toMatchObject({ status: 401, body: { code: 36009004 } });
    expect(await raw(world, url.replace('/get', '/give'))).toMatchObject({ status: 404 });
  });

  it('a page that is too large, and a page token that is none', async () => {
    const ask = async (query: Record<string, string>) =>
      (await shopApi(world, shop, { ...LIST, query })).body.code;
    expect(await ask({ page_size: '21' })).toBe(45101002);
    expect(await ask({})).toBe(45101002);
    expect(await ask({ page_size: '20', page_token: '20' })).toBe(45101002);
  });
});

describe('The chat in the sandbox of TikTok Shop', () => {
  it('knows the buyer by name, and counts what is unread', async () => {
    await write();
    const list = await shopApi(world, shop, LIST);
    expect(list.body.data).toMatchObject({
      next_page_token: '',
      conversations: [
        {
          can_send_message: true,
          unread_count: 1,
          participants: [
            { im_user_id: BUYER.shop, role: 'BUYER', nickname: expect.any(String) },
            { role: 'SHOP' },
          ],
          latest_message: { type: 'TEXT', sender: { role: 'BUYER' } },
        },
      ],
    });
    const [{ id }] = (list.body.data as unknown as { conversations: [{ id: string }] }).conversations;
    const one = await shopApi(world, shop, {
      method: 'GET',
      path: `/customer_service/202601/conversations/${id}`,
    });
    expect(one.body.data).toMatchObject({ conversation: { id, unread_count: 1 } });
    await shopApi(world, shop, { method: 'POST', path: `${CONVERSATIONS}/${id}/messages/read` });
    expect((await shopApi(world, shop, LIST)).body.data).toMatchObject({
      conversations: [{ unread_count: 0 }],
    });
  });

  it('takes an answer, and sends it back as a delivery', async () => {
    await write();
    const sent = await sendTo(world, shop, 'มีค่ะ');
    const items = parsed('shop', world.deliveries.at(-1), world.clock.now());
    expect(items).toMatchObject([
      {
        direction: 'outbound',
        text: 'มีค่ะ',
        platformMessageId: (sent.body.data as unknown as { message_id: string }).message_id,
        author: { type: 'external' },
      },
    ]);
  });

  it('takes no answer after 30 days of silence', async () => {
    await write();
    advance(world, 30 * DAY_MS);
    const tokens = await access.renew?.(world.calls, { ...shop, now: world.clock.now() });
    shop = { ...shop, tokens: tokens ?? shop.tokens };
    expect((await sendTo(world, shop, 'ยังอยู่ไหม')).status).toBe(200);
    // The answer itself was the last word: another 30 days from it.
    advance(world, 30 * DAY_MS + 1);
    const later = await access.renew?.(world.calls, { ...shop, now: world.clock.now() });
    shop = { ...shop, tokens: later ?? shop.tokens };
    expect(await sendTo(world, shop, 'ยังอยู่ไหม')).toMatchObject({ status: 403, body: { code: 45109001 } });
  });

  it.each([
    ['TEXT', { content: '' }, 45101002],
    ['TEXT', { content: 'ก'.repeat(2_001) }, 45101002],
    ['TEXT', { content: 'ก'.repeat(2_000) }, 0],
    ['TEXT', { content: 'โอนเงินนอกระบบได้ไหม' }, 45101006],
    ['IMAGE', { url: 'https://p16-oec-sg.ibyteimg.com/x', width: 1280, height: 720 }, 45101002],
    ['IMAGE', {}, 45101002],
    ['PRODUCT_CARD', { product_id: '1729582718312380123' }, 0],
    ['NOTIFICATION', { content: 'x' }, 45101002],
  ])('a body of type %s', async (type, content, code) => {
    await write();
    const list = await shopApi(world, shop, LIST);
    const [{ id }] = (list.body.data as unknown as { conversations: [{ id: string }] }).conversations;
    const body = { type, content: JSON.stringify(content) };
    const answer = await shopApi(world, shop, {
      method: 'POST',
      path: `${CONVERSATIONS}/${id}/messages`,
      body,
    });
    expect(answer.body.code).toBe(code);
  });

  it('has no conversation that is not there, and none of other shops', async () => {
    await write();
    const list = await shopApi(world, shop, LIST);
    const [{ id }] = (list.body.data as unknown as { conversations: [{ id: string }] }).conversations;
    const other = accountOf(world, 'shop', await connect(world, 'shop', ABROAD.person));
    const read = (of: Account, conversation: string) =>
      shopApi(world, of, {
        method: 'GET',
        path: `${CONVERSATIONS}/${conversation}/messages`,
        query: { page_size: '10' },
      });
    expect((await read(other, id)).body.code).toBe(45102007);
    expect((await read(shop, '7')).body.code).toBe(45101003);
    expect((await read(shop, id)).body.code).toBe(0);
  });

  it('takes pictures in forms only', async () => {
    const upload = { method: 'POST', path: '/customer_service/202309/images/upload' } as const;
    expect((await shopApi(world, shop, upload)).body.code).toBe(36009022);
    const asForm = (call: Parts) => {
      call.headers['content-type'] = 'multipart/form-data; boundary=b';
      call.body =
        '--b\r\ncontent-disposition: form-data; name="data"; filename="a.gif"\r\n\r\nGIF89a\r\n--b--\r\n';
    };
    expect((await shopApi(world, shop, upload, asForm)).body.data).toMatchObject({
      url: expect.stringMatching(/^https:\/\//),
      width: expect.any(Number),
      height: expect.any(Number),
    });
  });
});

describe('What happens in the sandbox of TikTok', () => {
  it('says which accounts can be connected, and who consents for them', async () => {
    const accounts = (await world.sandbox.act('tiktok', { kind: 'accounts' })) as Record<string, string>[];
    expect(accounts.map(({ login }) => login)).toEqual(expect.arrayContaining(['shop', 'business']));
    for (const { platform, accountId, displayName, person } of accounts) {
      expect([platform, accountId, displayName, person]).toEqual([
        'tiktok',
        ...Array(3).fill(expect.any(String)),
      ]);
    }
    // The shop of another country, the creator and the personal account are refused.
    expect(accounts).toHaveLength(6);
  });

  it('cannot happen to accounts that are not there', async () => {
    const act = world.sandbox.act('tiktok', { kind: 'revoke', accountId: 'nobody' });
    await expect(act).rejects.toThrow('no such shop');
  });

  it('a token of another time is no token', async () => {
    const secrets = { access_token: new SecretText('TTP_a-invented') };
    const stranger = { ...shop, tokens: { ...shop.tokens, secrets } };
    expect((await shopApi(world, stranger, LIST)).status).toBe(401);
  });
});
