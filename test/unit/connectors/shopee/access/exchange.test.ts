import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { kit } from '../../../../../lambdas/connectors/shopee/samples/kit.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  appOf,
  consented,
  FOREIGN_SHOP,
  FROZEN_SHOP,
  granted,
  MAIN_LOGIN,
  OTHER_SHOP,
  refusalOf,
  SHOP,
  SHOP_LOGIN,
  shopeeWorld,
  TYPED_ERP,
} from './shopee-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await shopeeWorld();
});
afterEach(() => world.stop());

describe('Shopee exchange', () => {
  it("of a shop's own login gives the shop with its tokens", async () => {
    const { accounts, ...grant } = await granted(world);
    expect(grant).toEqual({ grantedScopes: [] });
    expect(accounts).toHaveLength(1);
    const { tokens, ...account } = accounts[0] ?? { tokens: undefined };
    expect(account).toEqual({
      accountId: SHOP,
      displayName: 'ขนมบ้านยายแก้ว',
      surface: 'main',
      facts: { partnerId: '2033117' },
      links: ['shopee/app/2033117'],
      ownUserIds: [],
    });
    expect(Object.keys(tokens?.secrets ?? {}).sort()).toEqual([
      'access_token',
      'client_secret',
      'refresh_token',
    ]);
    expect(tokens?.expiresAt).toBe(world.clock.now() + 4 * 3_600_000);
    expect(tokens?.authorizedUntil).toBe(world.clock.now() + 365 * 86_400_000);
  });

  it('of a main account gives each shop, and says which cannot be connected', async () => {
    const { accounts } = await granted(world, MAIN_LOGIN);
    expect(accounts.map(({ accountId, unusable }) => [accountId, unusable])).toEqual([
      [OTHER_SHOP, undefined],
      [FROZEN_SHOP, 'inactive'],
      [FOREIGN_SHOP, 'wrong_country'],
    ]);
    expect(accounts.map(({ links }) => links)).toEqual(
      Array(3).fill(['shopee/app/2033117', 'shopee/main_account/71820']),
    );
  });

  it("learns the shop's own user id from a conversation", async () => {
    const said = { kind: 'message', accountId: SHOP, customerId: '900100200', text: 'สวัสดี' } as const;
    await world.sandbox.act('shopee', said);
    const [account] = (await granted(world)).accounts;
    expect(account?.ownUserIds).toEqual([expect.stringMatching(/^1\d{8}$/)]);
    expect(account?.ownUserIds).not.toContain(SHOP);
  });

  it('connects although the app may not chat: switching on says so', async () => {
    const said = { kind: 'message', accountId: SHOP, customerId: '900100200', text: 'สวัสดี' } as const;
    await world.sandbox.act('shopee', said);
    expect((await granted(world, SHOP_LOGIN, TYPED_ERP)).accounts[0]).toMatchObject({ ownUserIds: [] });
  });

  it('a suspended shop is refused on the account', async () => {
    await world.sandbox.act('shopee', { kind: 'suspend', accountId: SHOP, on: true });
    expect((await granted(world)).accounts[0]?.unusable).toBe('inactive');
  });

  it.each([
    ['a spent code', {}],
    ['another code', { code: new SecretText('CANARY-CODE') }],
  ])('refuses %s', async (_name, over) => {
    const request = await consented(world, SHOP_LOGIN);
    await access.exchange?.(world.calls, request);
    const refusal = await refusalOf(access.exchange?.(world.calls, { ...request, ...over }));
    expect([refusal.kind, refusal.platformCode]).toEqual(['code_invalid', 'invalid_code']);
    expect(JSON.stringify([refusal.message, refusal.details])).not.toContain('CANARY');
  });

  it('refuses a code after 10 minutes', async () => {
    const request = await consented(world, SHOP_LOGIN);
    world.clock.moveTo(world.clock.now() + 600_001);
    const late = { ...request, now: world.clock.now() };
    expect((await refusalOf(access.exchange?.(world.calls, late))).kind).toBe('code_invalid');
  });

  it('S06: refuses a code for another shop, another account, or nobody', async () => {
    const request = await consented(world, SHOP_LOGIN);
    const refusals = [
      await refusalOf(access.exchange?.(world.calls, { ...request, facts: { shopId: OTHER_SHOP } })),
      await refusalOf(access.exchange?.(world.calls, { ...request, facts: { mainAccountId: '71820' } })),
      await refusalOf(access.exchange?.(world.calls, { ...request, facts: {} })),
    ];
    expect(refusals.map(({ kind, platformCode }) => [kind, platformCode])).toEqual([
      ['code_invalid', 'invalid_shop_id'],
      ['code_invalid', 'invalid_main_acount_id'],
      ['code_invalid', 'no_shop'],
    ]);
  });

  it.each([
    ['another key', { secret: new SecretText('CANARY') }, 'error_sign'],
    ['another partner id', { id: '999' }, 'invalid_partner_id'],
  ])('refuses %s as a matter of the app', async (_name, over, code) => {
    const request = await consented(world, SHOP_LOGIN);
    const refusal = await refusalOf(
      access.exchange?.(world.calls, { ...request, app: { ...request.app, ...over } }),
    );
    expect([refusal.kind, refusal.platformCode]).toEqual(['app_refused', code]);
  });

  it('F15: a clock that is 5 minutes off is a matter of the app', async () => {
    const request = await consented(world, SHOP_LOGIN);
    const late = { ...request, now: request.now - 301_000 };
    expect((await refusalOf(access.exchange?.(world.calls, late))).kind).toBe('app_refused');
  });

  it('F10: spends the code once, although the answer is lost', async () => {
    const request = await consented(world, SHOP_LOGIN);
    world.sandbox.addFault({ path: '/auth/token/get', how: 'lost', times: 1 });
    await expect(access.exchange?.(world.calls, request)).rejects.toMatchObject({
      code: 'egress_interrupted',
    });
    expect(world.sandbox.calls.filter(({ path }) => path.endsWith('/auth/token/get'))).toHaveLength(1);
  });
});

describe('Shopee identify', () => {
  const given = access.readCredentials(kit.seed('main', '418822110').credentials);

  it("proves a seed's tokens", async () => {
    const app = appOf(kit.seed('main', '418822110').credentials);
    const grant = await access.identify?.(world.calls, {
      login: 'in_house',
      app,
      given,
      now: world.clock.now(),
    });
    expect(grant?.accounts).toMatchObject([{ accountId: '418822110', displayName: 'บ้านสวน ช็อป' }]);
    expect(Object.keys(grant?.accounts[0]?.tokens?.secrets ?? {})).toContain('client_secret');
  });

  it('refuses credentials without tokens', async () => {
    const typed = access.readCredentials({ partnerId: '2010345', partnerKey: 'k' });
    const request = { login: 'in_house', app: null, given: typed, now: world.clock.now() };
    expect((await refusalOf(access.identify?.(world.calls, request))).kind).toBe('token_invalid');
  });
});
