import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  accountIn,
  connected,
  granted,
  refusalOf,
  SHOP_LOGIN,
  shopeeWorld,
  TYPED_ERP,
  watched,
  withConfig,
} from './shopee-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await shopeeWorld();
});
afterEach(() => world.stop());

const ON = { webhook: 'on', problem: null };

describe('Shopee subscribe', () => {
  it('registers the address with chat and authorisation pushes', async () => {
    const account = accountIn(world, await granted(world));
    const { calls, sent } = watched(world);
    expect(await access.subscribe(calls, account)).toEqual(ON);
    const bodies = sent.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(String(body)));
    expect(bodies).toEqual([
      {
        callback_url: account.webhookUrl,
        set_push_config_on: [1, 2, 12, 10],
        set_push_config_off: [],
        blocked_shop_id_list: [],
      },
    ]);
  });

  it('asks for order pushes only for those who chose orders', async () => {
    const account = accountIn(world, await granted(world));
    await access.subscribe(world.calls, account);
    const { calls, sent } = watched(world);
    expect(await access.subscribe(calls, { ...account, features: ['inbox', 'orders'] })).toEqual(ON);
    const [body] = sent.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(String(body)));
    expect(body.set_push_config_on).toEqual([1, 2, 12, 10, 3]);
  });

  it('again changes nothing', async () => {
    const account = await connected(world);
    const { calls, sent } = watched(world);
    expect(await access.subscribe(calls, account)).toEqual(ON);
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it("leaves another system's address alone", async () => {
    const account = await connected(world);
    const elsewhere: Account = { ...account, webhookUrl: `${world.publicBaseUrl}/other` };
    const { calls, sent } = watched(world);
    expect(await access.subscribe(calls, elsewhere)).toEqual({
      webhook: 'off',
      problem: 'webhook_elsewhere',
    });
    expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('writes its own address anew when it is spelled with a slash at the end', async () => {
    const account = await connected(world);
    await access.subscribe(world.calls, account);
    const { sent, calls } = watched(world);
    const slashed = withConfig(world, { callback_url: `${account.webhookUrl}/` });
    await access.subscribe({ send: (call) => (call.method === 'GET' ? slashed : calls).send(call) }, account);
    expect(sent.map(({ body }) => JSON.parse(String(body)).callback_url)).toEqual([account.webhookUrl]);
  });

  it('says so when the type of the app has no chat', async () => {
    const account = accountIn(world, await granted(world, SHOP_LOGIN, TYPED_ERP));
    expect(await access.subscribe(world.calls, account)).toEqual({
      webhook: 'off',
      problem: 'permission_missing',
    });
  });

  it('an address that does not answer is refused as such', async () => {
    const account = accountIn(world, await granted(world));
    world.answer = 500;
    const refusal = await refusalOf(access.subscribe(world.calls, account));
    expect([refusal.kind, refusal.platformCode]).toEqual(['rejected', 'error_param']);
  });
});
