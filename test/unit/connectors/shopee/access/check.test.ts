import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { connected, OTHER_SHOP, refusalOf, SHOP, shopeeWorld, withConfig } from './shopee-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await shopeeWorld();
});
afterEach(() => world.stop());

describe('Shopee check', () => {
  it.each([
    [{}, 'off', 'webhook_off'],
    [{ callback_url: 'https://elsewhere.example/' }, 'off', 'webhook_elsewhere'],
    [{ callback_url: 'OURS' }, 'on', null],
    [{ callback_url: 'OURS', live_push_status: 'Warning' }, 'on', 'webhook_failing'],
    [{ callback_url: 'OURS', live_push_status: 'Suspended' }, 'off', 'webhook_failing'],
    [{ callback_url: 'OURS', push_config_on_list: [1, 2, 12] }, 'off', 'webhook_off'],
    [{ callback_url: 'OURS', blocked_shop_id: [Number(SHOP)] }, 'off', 'webhook_off'],
    [{ callback_url: 'OURS', blocked_shop_id_list: [Number(SHOP)] }, 'off', 'webhook_off'],
    [{ callback_url: 'OURS', blocked_shop_id: [1] }, 'on', null],
  ])('push settings %j: %s, %s', async (config, webhook, problem) => {
    const account = await connected(world);
    const ours = {
      ...config,
      ...('callback_url' in config && config.callback_url === 'OURS'
        ? { callback_url: account.webhookUrl }
        : {}),
    };
    expect(await access.check(withConfig(world, ours), account)).toMatchObject({ webhook, problem });
  });

  it('tells of a suspended shop', async () => {
    const account = await connected(world);
    await world.sandbox.act('shopee', { kind: 'suspend', accountId: SHOP, on: true });
    expect((await access.check(world.calls, account)).problem).toBe('account_suspended');
  });

  it('tells of an authorisation that was taken back', async () => {
    const account = await connected(world);
    await world.sandbox.act('shopee', { kind: 'revoke', accountId: SHOP });
    expect((await refusalOf(access.check(world.calls, account))).remedy).toBe('reconnect');
    expect(world.deliveries.at(-1)?.body.toString()).toContain('"code":2');
  });

  it('tells of an authorisation that came to its end', async () => {
    const account = await connected(world);
    world.clock.moveTo(world.clock.now() + 365 * 86_400_000);
    const later = { ...account, now: world.clock.now() };
    expect((await refusalOf(access.check(world.calls, later))).kind).toBe('authorization_gone');
  });

  it("of another shop with this shop's token is refused", async () => {
    const account = await connected(world);
    const refusal = await refusalOf(access.check(world.calls, { ...account, accountId: OTHER_SHOP }));
    expect(refusal.kind).toBe('authorization_gone');
  });
});
