import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  account,
  accountOf,
  answering,
  appOf,
  BUYER,
  connect,
  connected,
  LOGINS,
  PERSON,
  parsed,
  refusalOf,
  seeded,
  tiktokWorld,
  tokenSet,
} from './world.ts';

const TOPICS = [
  'NEW_MESSAGE',
  'NEW_CONVERSATION',
  'SELLER_DEAUTHORIZATION',
  'UPCOMING_AUTHORIZATION_EXPIRATION',
];

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

/** Takes the Business app's address away, which serves all accounts. */
async function withoutWebhook(): Promise<void> {
  const { id, secret } = appOf('business');
  const body = JSON.stringify({ app_id: id, secret: secret.reveal(), event_type: 'DIRECT_MESSAGE' });
  const url = `${world.sandbox.base}/business-api.tiktok.com/open_api/v1.3/business/webhook/delete/`;
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

describe.each(LOGINS)('Deliveries of TikTok %s', (login) => {
  const write = (accountId: string) =>
    world.sandbox.act('tiktok', { kind: 'message', accountId, customerId: BUYER[login], text: 'สวัสดี' });

  it('are off until they are switched on, and doing it again changes nothing', async () => {
    await withoutWebhook();
    const shop = await connected(world, login);
    expect(await access.check(world.calls, shop)).toMatchObject({ webhook: 'off', problem: null });
    expect(await write(shop.accountId)).toMatchObject({ delivered: false });
    for (let i = 0; i < 2; i++) {
      expect(await access.subscribe(world.calls, shop)).toEqual({ webhook: 'on', problem: null });
      expect(await access.check(world.calls, shop)).toMatchObject({ webhook: 'on', problem: null });
    }
    expect(await write(shop.accountId)).toMatchObject({ delivered: true });
  });

  it('that go elsewhere are noticed, and brought back', async () => {
    const here = await connected(world, login);
    const elsewhere = { ...here, webhookUrl: 'https://other.example.com/hook' };
    await access.subscribe(world.calls, elsewhere);
    expect(await access.check(world.calls, here)).toMatchObject({
      webhook: 'off',
      problem: 'webhook_elsewhere',
    });
    await access.subscribe(world.calls, here);
    expect(await access.check(world.calls, here)).toMatchObject({ webhook: 'on', problem: null });
  });

  it('are signed, and answered for', async () => {
    const of = await connected(world, login);
    await access.subscribe(world.calls, of);
    world.answer = 503;
    expect(await write(of.accountId)).toMatchObject({ delivered: false });
    expect(parsed(login, world.deliveries.at(-1), world.clock.now())).toMatchObject([{ type: 'message' }]);
  });

  it('tell of a consent that was taken back', async () => {
    const of = await connected(world, login);
    await access.subscribe(world.calls, of);
    await world.sandbox.act('tiktok', { kind: 'revoke', accountId: of.accountId });
    const items = parsed(login, world.deliveries.at(-1), world.clock.now());
    expect(items).toMatchObject([{ type: 'connection', signal: 'revoked', accountId: of.accountId }]);
    expect(await refusalOf(access.check(world.calls, of))).toMatchObject({ kind: 'token_invalid' });
  });
});

describe('Subscribing a TikTok shop', () => {
  it('registers every topic for our address, and no other, and takes chats', async () => {
    const { calls, sent } = answering([200, { code: 0, data: {} }]);
    const of = account(world, 'shop', '1', tokenSet(), { shopCipher: 'c' });
    await access.subscribe(calls, of);
    const bodies = sent.map(({ method, body }) => [method, JSON.parse(body)]);
    expect(bodies).toEqual([
      ...TOPICS.map((event_type) => ['PUT', { event_type, address: of.webhookUrl }]),
      ['PUT', { can_accept_chat: true }],
    ]);
    expect(sent.at(-1)?.url.pathname).toBe('/customer_service/202309/agents/settings');
    for (const { url } of sent) expect(url.searchParams.get('shop_cipher')).toBe('c');
  });

  it('an app without customer service is told of, and the shop stays connected', async () => {
    const some = ['seller.authorization.info', 'seller.order.info'];
    const of = accountOf(world, 'shop', await connect(world, 'shop', PERSON.shop, some));
    expect(await access.subscribe(world.calls, of)).toEqual({ webhook: 'on', problem: 'permission_missing' });
  });

  it('an app that may not even set webhooks, too', async () => {
    const { calls } = answering([401, { code: 105005, message: 'Access denied' }]);
    const of = account(world, 'shop', '1', tokenSet(), { shopCipher: 'c' });
    expect(await access.subscribe(calls, of)).toEqual({ webhook: 'off', problem: 'permission_missing' });
  });

  it('other refusals are raised', async () => {
    const { calls, sent } = answering([401, { code: 105002, message: 'Expired' }]);
    const of = account(world, 'shop', '1', tokenSet(), { shopCipher: 'c' });
    expect(await refusalOf(access.subscribe(calls, of))).toMatchObject({ kind: 'token_invalid' });
    // Without looking the shops up, which only some refusals ask for.
    expect(sent).toHaveLength(1);
  });

  it('one topic that is missing counts as off', async () => {
    const of = account(world, 'shop', '7', tokenSet(), { shopCipher: 'c' });
    const webhooks = TOPICS.slice(1).map((event_type) => ({ event_type, address: of.webhookUrl }));
    const shops = [{ id: '7', cipher: 'c', name: 'ก', region: 'TH' }];
    const { calls } = answering([200, { code: 0, data: { shops } }], [200, { code: 0, data: { webhooks } }]);
    expect(await access.check(calls, of)).toEqual({ webhook: 'off', problem: null, displayName: 'ก' });
  });
});

describe('The cipher of a TikTok shop', () => {
  const withCipher = (of: Account, shopCipher: string): Account => ({
    ...of,
    facts: { ...of.facts, shopCipher },
  });

  it('is looked up where none is known, as for the demo seed, and kept', async () => {
    const of = seeded(world, 'shop');
    const { facts } = await access.subscribe(world.calls, of);
    expect(facts).toEqual({ shopCipher: expect.stringMatching(/^ROW_/) });
    expect((await access.check(world.calls, of)).facts).toEqual(facts);
    expect(await access.check(world.calls, { ...of, facts: facts ?? {} })).not.toHaveProperty('facts');
  });

  it('is looked up once when TikTok does not take it, and kept', async () => {
    const of = await connected(world, 'shop');
    const { facts } = await access.subscribe(world.calls, withCipher(of, 'ROW_old'));
    expect(facts).toEqual({ shopCipher: of.facts.shopCipher });
    const lookUps = world.sandbox.calls.filter(({ path }) => path === '/authorization/202309/shops');
    // One of the connecting, one of this.
    expect(lookUps).toHaveLength(2);
  });

  it('of another shop is no way to that shop', async () => {
    const of = await connected(world, 'shop');
    const other = accountOf(world, 'shop', await connect(world, 'shop', '7010736057180400202'));
    const { facts } = await access.subscribe(world.calls, withCipher(of, other.facts.shopCipher ?? ''));
    expect(facts).toEqual({ shopCipher: of.facts.shopCipher });
  });

  it.each([101000, 106013])('a shop that is no longer listed is gone (%i)', async (code) => {
    const { calls } = answering([403, { code, message: 'x' }], [200, { code: 0, data: { shops: [] } }]);
    const of = account(world, 'shop', '1', tokenSet(), { shopCipher: 'c' });
    const refusal = { kind: 'authorization_gone', platformCode: String(code) };
    expect(await refusalOf(access.subscribe(calls, of))).toMatchObject(refusal);
  });

  it('that is refused again after the look-up is not tried a third time', async () => {
    const shops = [{ id: '1', cipher: 'new', name: 'ก', region: 'TH' }];
    const refused = [403, { code: 106013, message: 'x' }] as const;
    const { calls, sent } = answering(refused, [200, { code: 0, data: { shops } }], refused);
    const of = account(world, 'shop', '1', tokenSet(), { shopCipher: 'c' });
    expect(await refusalOf(access.subscribe(calls, of))).toMatchObject({ kind: 'rejected' });
    expect(sent.map(({ url }) => url.searchParams.get('shop_cipher'))).toEqual(['c', null, 'new']);
  });
});

describe('Checking a TikTok account', () => {
  it('shop: tells the shop’s name', async () => {
    const of = await connected(world, 'shop');
    expect(await access.check(world.calls, of)).toMatchObject({ displayName: 'ใบตองสโตร์' });
  });

  it('shop: a shop that is not in the list is gone', async () => {
    const of = { ...(await connected(world, 'shop')), accountId: '7496200000000000999' };
    expect(await refusalOf(access.check(world.calls, of))).toMatchObject({ kind: 'authorization_gone' });
  });

  it('shop: a suspended one is refused as such, until it is not', async () => {
    const of = await connected(world, 'shop');
    const suspend = (on: boolean) =>
      world.sandbox.act('tiktok', { kind: 'suspend', accountId: of.accountId, on });
    await suspend(true);
    expect(await refusalOf(access.check(world.calls, of))).toMatchObject({ kind: 'account_suspended' });
    await suspend(false);
    expect(await access.check(world.calls, of)).toMatchObject({ problem: null });
  });

  it('business: tells what is granted', async () => {
    const of = await connected(world, 'business');
    const { grantedScopes } = await access.check(world.calls, of);
    expect(grantedScopes).toContain('message.list.send');
  });

  const info = (data: object) => {
    const of = account(world, 'business', 'open-1', tokenSet());
    const scope = 'message.list.read,message.list.send,message.list.manage';
    const all = { app_id: of.app?.id, creator_id: 'open-1', scope, ...data };
    const { calls, sent } = answering(
      [200, { code: 0, data: all }],
      [200, { code: 0, data: { callback_url: of.webhookUrl } }],
    );
    return { sent, report: refusalOf(access.check(calls, of)) };
  };

  it('business: a lost permission is a problem', async () => {
    const { report } = info({ scope: 'message.list.read,message.list.send' });
    expect(await report).toMatchObject({ noRefusal: { webhook: 'on', problem: 'permission_missing' } });
  });

  it.each([{ app_id: 'another' }, { creator_id: 'another' }])(
    'business: a token of %p is none',
    async (data) => {
      expect(await info(data).report).toMatchObject({ kind: 'authorization_gone' });
    },
  );

  it('business: the token is sent in the body, and the calls may be repeated', async () => {
    const { sent, report } = info({});
    await report;
    expect(sent[0]?.url.search).toBe('');
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      app_id: '7411223344556677889',
      access_token: 'canary-access-token',
    });
    expect(sent.map(({ idempotent }) => idempotent)).toEqual([true, true]);
  });

  it('business: a banned account has lost its consent', async () => {
    const of = await connected(world, 'business');
    await world.sandbox.act('tiktok', { kind: 'suspend', accountId: of.accountId, on: true });
    const items = parsed('business', world.deliveries.at(-1), world.clock.now());
    expect(items).toMatchObject([{ signal: 'revoked', data: { reason: 4 } }]);
    expect(await refusalOf(access.check(world.calls, of))).toMatchObject({ kind: 'token_invalid' });
  });
});
