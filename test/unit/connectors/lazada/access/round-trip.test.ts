import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { kit } from '../../../../../lambdas/connectors/lazada/samples/kit.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { access, accountOf, connect, demoAccount, openWorld, refusalOf, SILK } from './world.ts';

const nobody = { isShared: () => false };

describe('Lazada, an account from its connection to its end', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  const write = (accountId: string, text: string) =>
    world.sandbox.act('lazada', { kind: 'message', accountId, customerId: '700312455', text });

  it('connects, subscribes, hears, is well, renews and lets go', async () => {
    expect(await write(SILK.sellerId, 'ก่อนเชื่อมต่อ')).toMatchObject({ delivered: false });
    const account = await connect(world, SILK.person);
    expect(account.accountId).toBe(SILK.sellerId);
    const subscription = await access.subscribe(world.calls, account);
    expect(subscription).toEqual({ webhook: 'unverified', problem: null });
    expect(await access.subscribe(world.calls, account)).toEqual(subscription);

    expect(await write(SILK.sellerId, 'มีของไหมคะ')).toMatchObject({ delivered: true });
    const [delivery] = world.deliveries;
    const headers = { authorization: delivery?.headers.authorization };
    const body = delivery?.body ?? Buffer.alloc(0);
    const raw = { platform: 'lazada', surface: 'main', headers, body, receivedAt: world.clock.now() };
    expect(delivery?.path).toBe('/webhooks/lazada');
    expect(lazada.verify(raw, [kit.credentials.main as never], world.clock.now()).kind).toBe('trusted');
    expect(lazada.parse(raw)).toMatchObject([
      { type: 'message', accountId: SILK.sellerId, text: 'มีของไหมคะ', direction: 'inbound' },
    ]);

    expect(await access.check(world.calls, account)).toEqual({
      webhook: 'unverified',
      problem: null,
      displayName: 'ผ้าไหมแม่คำ',
    });

    const tokens = await access.renew?.(world.calls, account);
    expect((await refusalOf(access.check(world.calls, account))).kind).toBe('token_invalid');
    const renewed = accountOf(world, { ...account, ...(tokens ? { tokens } : {}) });
    expect((await access.check(world.calls, renewed)).problem).toBeNull();

    const { byHand } = await access.release(world.calls, renewed, nobody);
    expect(byHand?.th).toContain('Seller Center');
    expect(byHand?.en).toContain('Seller Center');
    await world.sandbox.act('lazada', { kind: 'revoke', accountId: SILK.sellerId });
    expect(await write(SILK.sellerId, 'ยังอยู่ไหมคะ')).toMatchObject({ delivered: false });
    expect((await refusalOf(access.check(world.calls, renewed))).kind).toBe('token_invalid');
    expect((await refusalOf(access.renew?.(world.calls, renewed))).kind).toBe('authorization_gone');
  });

  it('lets go without a call, whoever shares what: Lazada has none for it', async () => {
    const account = await connect(world, SILK.person);
    const before = world.sandbox.calls.length;
    const alone = await access.release(world.calls, account, nobody);
    const shared = await access.release(world.calls, account, { isShared: () => true });
    expect(shared).toEqual(alone);
    expect(world.sandbox.calls).toHaveLength(before);
  });

  it('finds the seeded shop well', async () => {
    const report = await access.check(world.calls, demoAccount(world));
    expect(report).toMatchObject({ problem: null, displayName: 'บ้านสวน ช็อป' });
    expect(await write('100245518', 'สวัสดีค่ะ')).toMatchObject({ delivered: true });
  });

  it('does not call without a token', async () => {
    const { tokens, ...account } = demoAccount(world);
    const none = { ...account, tokens: { ...tokens, secrets: {} } };
    expect((await refusalOf(access.check(world.calls, none))).kind).toBe('token_invalid');
    expect(world.sandbox.calls).toEqual([]);
  });

  it('says that Lazada closed the shop, and that it is open again', async () => {
    const account = demoAccount(world);
    const suspend = (on: boolean) =>
      world.sandbox.act('lazada', { kind: 'suspend', accountId: account.accountId, on });
    expect(await suspend(true)).toEqual({ delivered: true });
    expect((await access.check(world.calls, account)).problem).toBe('account_suspended');
    await suspend(false);
    expect((await access.check(world.calls, account)).problem).toBeNull();
    const signals = world.deliveries.flatMap(({ body }) =>
      lazada.parse({ surface: 'main', body, receivedAt: 1 }),
    );
    expect(signals.map((item) => item.type === 'connection' && item.signal)).toEqual([
      'suspended',
      'resumed',
    ]);
  });
});
