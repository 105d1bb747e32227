import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import type { PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  ABROAD,
  account,
  accountOf,
  answering,
  connect,
  connected,
  LOGINS,
  parsed,
  refusalOf,
  SHOP,
  seeded,
  tiktokWorld,
  tokenSet,
} from './world.ts';

const ALONE = { isShared: () => false };

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

describe('Letting go of a TikTok shop', () => {
  it('takes its webhooks away, and those of no other shop', async () => {
    const of = await connected(world, 'shop');
    await access.subscribe(world.calls, of);
    await access.release(world.calls, of, ALONE);
    expect(await access.check(world.calls, of)).toMatchObject({ webhook: 'off', problem: null });
    expect(await access.check(world.calls, seeded(world, 'shop'))).toMatchObject({ webhook: 'on' });
  });

  it('leaves the merchant to remove the app, in Thai and in English', async () => {
    const of = await connected(world, 'shop');
    const { byHand } = await access.release(world.calls, of, ALONE);
    expect(byHand?.th).toMatch(/Seller Center/);
    expect(byHand?.th).toMatch(/[ก-๙]/);
    expect(byHand?.en).toMatch(/Seller Center/);
  });

  it('asks for nothing by hand while another shop hangs on the same consent', async () => {
    const of = accountOf(world, 'shop', await connect(world, 'shop', ABROAD.person));
    const asked: string[] = [];
    const isShared = (link: string) => asked.push(link) > 0;
    expect(await access.release(world.calls, of, { isShared })).toEqual({ byHand: null });
    expect(asked).toEqual([`tiktok/seller/${ABROAD.person}`]);
  });

  it('asks by hand where the seller is not known, as of the demo seed', async () => {
    const release = access.release(world.calls, seeded(world, 'shop'), { isShared: () => true });
    expect((await release).byHand).not.toBeNull();
  });
});

describe('Letting go of a TikTok Business Account', () => {
  it('revokes the consent, and leaves the app’s webhook to the others', async () => {
    const of = await connected(world, 'business');
    expect(await access.release(world.calls, of, { isShared: () => true })).toEqual({ byHand: null });
    expect(await refusalOf(access.check(world.calls, of))).toMatchObject({ kind: 'token_invalid' });
    expect(world.sandbox.calls.map(({ path }) => path).join()).not.toContain('webhook/delete');
    expect(await access.check(world.calls, seeded(world, 'business'))).toMatchObject({ webhook: 'on' });
    const items = parsed('business', world.deliveries.at(-1), world.clock.now());
    expect(items).toMatchObject([{ signal: 'revoked', data: { reason: 5 } }]);
  });

  it('S11: sends everything in the body', async () => {
    const { calls, sent } = answering([200, { code: 0, data: {} }]);
    await access.release(calls, account(world, 'business', '1', tokenSet()), ALONE);
    expect(sent[0]?.url.href).toBe('https://business-api.tiktok.com/open_api/v1.3/tt_user/oauth2/revoke/');
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      client_id: '7411223344556677889',
      client_secret: 'c2d9a7f4e6b1480395d7c8e2f1a0b3d4e5f60718',
      access_token: 'canary-access-token',
    });
  });
});

describe.each(LOGINS)('Letting go of TikTok %s twice', (login) => {
  it('is no error, nor after the merchant took the consent back', async () => {
    const of = await connected(world, login);
    await access.release(world.calls, of, ALONE);
    await access.release(world.calls, of, ALONE);
    const again = await connected(world, login);
    await world.sandbox.act('tiktok', { kind: 'revoke', accountId: again.accountId });
    await access.release(world.calls, again, ALONE);
  });

  const answered = (status: number, code: number): PlatformCalls =>
    answering([status, { code, message: 'x', data: {} }]).calls;

  it.each(login === 'shop' ? [36004001, 36009043, 45101003] : [40105, 40103, 40007])(
    'what is gone is gone: %i',
    async (code) => {
      const of = account(world, login, SHOP.id, tokenSet(), { shopCipher: 'c' });
      expect(await access.release(answered(200, code), of, ALONE)).toBeDefined();
    },
  );

  it.each(
    login === 'shop'
      ? [
          [105002, 'token_invalid'],
          [36009002, 'rate_limited'],
          [36009003, 'unavailable'],
          [106001, 'app_refused'],
        ]
      : [
          [40102, 'token_invalid'],
          [40100, 'rate_limited'],
          [51065, 'unavailable'],
          [40002, 'rejected'],
        ],
  )('but not after %i, which is %s', async (code, kind) => {
    const of = account(world, login, SHOP.id, tokenSet(), { shopCipher: 'c' });
    const released = access.release(answered(200, Number(code)), of, ALONE);
    expect(await refusalOf(released)).toMatchObject({ kind });
  });
});
