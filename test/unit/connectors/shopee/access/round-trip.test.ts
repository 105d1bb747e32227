import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { parse } from '../../../../../lambdas/connectors/shopee/parse.ts';
import { verify } from '../../../../../lambdas/connectors/shopee/verify.ts';
import { webhookOf } from '../../../../../lambdas/connectors/shopee/webhook-of.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { accountIn, granted, refusalOf, SHOP, shopeeWorld, TYPED } from './shopee-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await shopeeWorld();
});
afterEach(() => world.stop());

const alone = { isShared: () => false };
const act = (kind: 'revoke' | 'expire') => world.sandbox.act('shopee', { kind, accountId: SHOP });

describe('Shopee: from consent to release', () => {
  it('connects, delivers, renews and lets go', async () => {
    const given = access.readCredentials(TYPED);
    const hook = webhookOf({
      connectionId: 'c_test',
      login: 'in_house',
      publicBaseUrl: world.publicBaseUrl,
      given,
    });
    const grant = await granted(world);
    expect(grant.accounts.map((one) => [one.accountId, one.displayName, one.unusable])).toEqual([
      [SHOP, 'ขนมบ้านยายแก้ว', undefined],
    ]);
    let account = accountIn(world, grant);
    expect(account.webhookUrl).toBe(hook.webhookUrl);

    expect(await access.subscribe(world.calls, account)).toEqual({ webhook: 'on', problem: null });
    expect(world.deliveries.map(({ body }) => body.length)).toEqual([0]);

    const said = { kind: 'message', accountId: SHOP, customerId: '900100200', text: 'มีของไหมคะ' } as const;
    expect(await world.sandbox.act('shopee', said)).toMatchObject({ delivered: true });
    const push = world.deliveries[1];
    const delivery = {
      platform: 'shopee',
      surface: 'main',
      headers: { authorization: push?.headers.authorization },
      body: push?.body ?? Buffer.alloc(0),
      receivedAt: 0,
    };
    const credential = { ref: hook.credentials[0] ?? '', facts: hook.own?.facts ?? {} };
    const secret = hook.own?.secret;
    if (!secret) throw new Error('no push key');
    expect(verify(delivery, [{ ...credential, secret }])).toEqual({
      kind: 'trusted',
      credential: credential.ref,
    });
    expect(parse(delivery)).toMatchObject([{ type: 'message', accountId: SHOP, text: 'มีของไหมคะ' }]);

    expect(await access.check(world.calls, account)).toEqual({
      webhook: 'on',
      problem: null,
      displayName: 'ขนมบ้านยายแก้ว',
      authorizedUntil: world.clock.now() + 365 * 86_400_000,
    });

    await act('expire');
    expect((await refusalOf(access.check(world.calls, account))).kind).toBe('token_invalid');
    account = { ...account, tokens: (await access.renew?.(world.calls, account)) ?? account.tokens };
    expect(await access.check(world.calls, account)).toMatchObject({ webhook: 'on' });

    const release = await access.release(world.calls, account, alone);
    expect(release.byHand?.en).toContain('Seller Centre');
    expect(await world.sandbox.act('shopee', said)).toMatchObject({ delivered: false });

    await act('revoke');
    expect((await refusalOf(access.check(world.calls, account))).platformCode).toBe('error_auth');
    expect(await access.release(world.calls, account, alone)).toEqual({ byHand: null });
  });
});
