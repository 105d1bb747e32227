import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  fakeLine,
  GOOD,
  identified,
  LOGIN_CHANNEL,
  lineWorld,
  MALI,
  PA_DAENG,
  typed,
} from './line-world.ts';

const DEMO_BOT = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';

let world: PlatformWorld;
beforeEach(async () => {
  world = await lineWorld();
});
afterEach(() => world.stop());

async function identifyWith(accountId: string, over: Record<string, string>) {
  const given = access.readCredentials({ ...(await typed(world, accountId)), ...over });
  return access.identify(world.calls, { login: 'channel', app: null, given, now: world.clock.now() });
}

describe('identifying', () => {
  it('finds the account, and keeps of the credentials what is needed: no access token', async () => {
    const { accounts, grantedScopes } = await identified(world, PA_DAENG);
    expect(grantedScopes).toEqual([]);
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({
      accountId: PA_DAENG,
      displayName: 'ก๋วยเตี๋ยวเรือ ป้าแดง',
      surface: 'main',
      facts: { channelId: '2007710988', basicId: '@105ruamj', chatMode: 'chat', markAsReadMode: 'manual' },
      links: [],
    });
    const [account] = accounts;
    expect(account?.unusable).toBeUndefined();
    expect(account?.tokens?.secrets.client_secret?.reveal()).toBe('d05b9e417c3f82a6e914c7d20b6f35a8');
    expect(Object.keys(account?.tokens?.secrets ?? {})).toEqual(['client_secret']);
    expect(account?.tokens).toMatchObject({ expiresAt: null, authorizedUntil: null });
  });

  it.each([{ channelSecret: '0'.repeat(32) }, { channelId: '2000000000' }])('refuses %j', async (over) => {
    await expect(identifyWith(MALI, over)).rejects.toMatchObject({ kind: 'authorization_gone' });
  });

  it('an account that is no Official Account cannot be connected: a LINE Login channel', async () => {
    const { accounts } = await identified(world, LOGIN_CHANNEL);
    expect(accounts).toMatchObject([{ accountId: LOGIN_CHANNEL, unusable: 'wrong_account_type' }]);
  });

  it('being limited is not the account’s fault', async () => {
    const { calls } = fakeLine({ ...GOOD, '/v2/bot/info': { status: 429 } });
    const given = access.readCredentials(await typed(world, MALI));
    const request = { login: 'channel', app: null, given, now: 0 };
    await expect(access.identify(calls, request)).rejects.toMatchObject({ kind: 'rate_limited' });
  });

  it('names an account without a name by its id', async () => {
    const { calls } = fakeLine({ ...GOOD, '/v2/bot/info': { body: { userId: MALI } } });
    const given = access.readCredentials(await typed(world, MALI));
    const { accounts } = await access.identify(calls, { login: 'channel', app: null, given, now: 0 });
    expect(accounts[0]).toMatchObject({ displayName: MALI, facts: { channelId: '2007710455' } });
  });
});

describe('a pasted long-lived token', () => {
  it('of the channel is fine, and not kept', async () => {
    const { accounts } = await identifyWith(DEMO_BOT, { accessToken: 'invented-line-token' });
    expect(Object.keys(accounts[0]?.tokens?.secrets ?? {})).toEqual(['client_secret']);
  });

  it('of another channel is refused, without showing it', async () => {
    const refusal = identifyWith(MALI, { accessToken: 'invented-line-token' });
    await expect(refusal).rejects.toBeInstanceOf(InvalidInput);
    await expect(refusal).rejects.toThrow(/^credentials\.accessToken is of another channel$/);
  });

  it('that LINE does not know is refused', async () => {
    await expect(identifyWith(MALI, { accessToken: 'unknown' })).rejects.toMatchObject({
      kind: 'token_invalid',
    });
  });
});
