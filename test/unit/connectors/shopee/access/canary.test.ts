import { inspect } from 'node:util';
import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { connected, SHOP, shopeeWorld, TYPED } from './shopee-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await shopeeWorld();
});
afterEach(() => world.stop());

const TEXT = 'CANARY ข้อความลับ';

describe('S11: Shopee errors', () => {
  it.each([{ answer: 401 }, { answer: 429 }, { answer: 500 }, 'lost'] as const)(
    'carry no token and no words of customers: %j',
    async (how) => {
      const account = await connected(world);
      const said = { kind: 'message', accountId: SHOP, customerId: '900100200', text: TEXT } as const;
      await world.sandbox.act('shopee', said);
      const { secrets } = account.tokens;
      const secret = [secrets.access_token, secrets.refresh_token].map(
        (token) => token?.reveal() ?? 'missing',
      );
      world.sandbox.addFault({ path: 'partner.shopeemobile.com', how, times: 99 });
      const errors = await Promise.all(
        [
          access.check(world.calls, account),
          access.renew?.(world.calls, account),
          access.subscribe(world.calls, account),
          access.history?.(world.calls, account, { since: null, cursor: null }),
          access.release(world.calls, account, { isShared: () => false }),
        ].map((work) =>
          Promise.resolve(work).then(
            () => null,
            (error: unknown) => error,
          ),
        ),
      );
      expect(errors).not.toContain(null);
      const all = errors
        .map((error) => `${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`)
        .join('\n');
      for (const canary of [...secret, TYPED.partnerKey, TYPED.pushKey, TEXT])
        expect(all).not.toContain(canary);
    },
  );
});
