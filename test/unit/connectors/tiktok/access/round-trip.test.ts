import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import type { TokenSet } from '../../../../../lambdas/domain/token-set.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  BUYER,
  CANARY,
  connected,
  LOGINS,
  parsed,
  refusalOf,
  seeded,
  tiktokWorld,
  wholeHistory,
} from './world.ts';

describe.each(LOGINS)('TikTok %s over the sandbox', (login) => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await tiktokWorld();
  });
  afterEach(() => world.stop());

  it('connects, subscribes, receives, checks, renews and lets go', async () => {
    const account = await connected(world, login);
    expect(await access.subscribe(world.calls, account)).toEqual({ webhook: 'on', problem: null });

    const { accountId } = account;
    const write = { kind: 'message', accountId, customerId: BUYER[login], text: CANARY } as const;
    const { delivered } = (await world.sandbox.act('tiktok', write)) as { delivered: boolean };
    expect(delivered).toBe(true);
    const items = parsed(login, world.deliveries.at(-1), world.clock.now());
    expect(items).toMatchObject([{ type: 'message', accountId, direction: 'inbound', text: CANARY }]);
    expect((await wholeHistory(world.calls, account)).items).toEqual(items);

    expect(await access.check(world.calls, account)).toMatchObject({ webhook: 'on', problem: null });

    const tokens = (await access.renew?.(world.calls, account)) as TokenSet;
    const renewed = { ...account, tokens };
    expect(await access.check(world.calls, renewed)).toMatchObject({ webhook: 'on', problem: null });
    expect(await refusalOf(access.check(world.calls, account))).toMatchObject({ kind: 'token_invalid' });

    const { byHand } = await access.release(world.calls, renewed, { isShared: () => false });
    if (login === 'shop') expect(byHand).toEqual({ th: expect.any(String), en: expect.any(String) });
    else expect(byHand).toBeNull();
    const after = (await world.sandbox.act('tiktok', write)) as { delivered: boolean };
    expect(after.delivered).toBe(false);
  });

  it('finds the demo seed’s account well', async () => {
    const report = await access.check(world.calls, seeded(world, login));
    expect(report).toMatchObject({ webhook: 'on', problem: null });
  });
});
