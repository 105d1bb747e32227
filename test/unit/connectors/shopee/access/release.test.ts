import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  accountIn,
  connected,
  granted,
  MAIN_LOGIN,
  OTHER_SHOP,
  refusalOf,
  SHOP,
  shopeeWorld,
  watched,
} from './shopee-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await shopeeWorld();
});
afterEach(() => world.stop());

describe('Shopee release', () => {
  const alone = { isShared: () => false };
  const say = (accountId: string) =>
    world.sandbox.act('shopee', { kind: 'message', accountId, customerId: '900100200', text: 'ยังอยู่ไหมคะ' });

  it('switches the pushes of the app off when nobody else uses it', async () => {
    const account = await connected(world);
    await access.release(world.calls, account, alone);
    expect(await access.check(world.calls, account)).toMatchObject({ webhook: 'off' });
    expect(await say(SHOP)).toMatchObject({ delivered: false });
  });

  it('stops the pushes of this shop alone when others share the app', async () => {
    const account = await connected(world);
    const other = accountIn(world, await granted(world, MAIN_LOGIN), OTHER_SHOP);
    const asked: string[] = [];
    const shared = { isShared: (link: string) => asked.push(link) > 0 };
    await access.release(world.calls, account, shared);
    expect(asked).toEqual(['shopee/app/2033117']);
    expect(await say(SHOP)).toMatchObject({ delivered: false });
    expect(await say(OTHER_SHOP)).toMatchObject({ delivered: true });
    expect(await access.check(world.calls, other)).toMatchObject({ webhook: 'on', problem: null });
  });

  it('blocks the shop, and switches nothing off, while another connection uses the app', async () => {
    const account = await connected(world);
    const { calls, sent } = watched(world);
    await access.release(calls, account, { isShared: () => true });
    const bodies = sent.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(String(body)));
    expect(bodies).toMatchObject([{ set_push_config_off: [], blocked_shop_id_list: [Number(SHOP)] }]);
  });

  it('never switches off what another authorised shop of the app may need, whatever is known of it here', async () => {
    const account = await connected(world);
    await granted(world, MAIN_LOGIN);
    await access.release(world.calls, account, alone);
    expect(await say(SHOP)).toMatchObject({ delivered: false });
    expect(await say(OTHER_SHOP)).toMatchObject({ delivered: true });
  });

  it.each([true, false])('connecting again brings them back (shared: %s)', async (isShared) => {
    await access.release(world.calls, await connected(world), { isShared: () => isShared });
    await connected(world);
    expect(await say(SHOP)).toMatchObject({ delivered: true });
  });

  it('tells what remains to do by hand, with the address to do it at', async () => {
    const { byHand } = await access.release(world.calls, await connected(world), alone);
    for (const words of [byHand?.th, byHand?.en])
      expect(words).toContain('https://open.shopee.com/cancel_auth?partner_id=2033117');
    expect(byHand?.th).toMatch(/[ก-๙]/);
    expect(byHand?.en).not.toContain('Push Mechanism');
  });

  it('leaves the settings alone when the pushes go elsewhere', async () => {
    const account = await connected(world);
    const { calls, sent } = watched(world);
    await access.release(calls, { ...account, webhookUrl: `${world.publicBaseUrl}/other` }, alone);
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('what is gone already is no error', async () => {
    const account = await connected(world);
    await world.sandbox.act('shopee', { kind: 'revoke', accountId: SHOP });
    expect(await access.release(world.calls, account, alone)).toEqual({ byHand: null });
    expect(await access.release(world.calls, account, alone)).toEqual({ byHand: null });
  });

  it('an app that may not call any more leaves both to the merchant', async () => {
    const account = await connected(world);
    const body = Buffer.from(JSON.stringify({ error: 'error_partner_key_expired', message: '' }));
    const calls = { send: async () => ({ status: 403, headers: {}, body }) };
    const { byHand } = await access.release(calls, account, alone);
    expect(byHand?.en).toMatch(/Seller Centre.*Push Mechanism/s);
  });

  it('F12: a platform that is busy is an error: it has to be tried again', async () => {
    const account = await connected(world);
    world.sandbox.addFault({ path: '/push/get_app_push_config', how: { answer: 503 }, times: 9 });
    expect((await refusalOf(access.release(world.calls, account, alone))).kind).toBe('unavailable');
  });
});
