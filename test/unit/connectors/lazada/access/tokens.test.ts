import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { fakeCalls, TOKENS } from './fake-calls.ts';
import { access, accountOf, COFFEE, connect, demoAccount, openWorld, refusalOf, SILK } from './world.ts';

const DAY_MS = 86_400_000;

describe('Lazada credentials of a seed', () => {
  it('are the tokens of a seller, of which nobody knows how long they live', () => {
    const { tokens, ...given } = access.readCredentials({ accessToken: 'at', refreshToken: 'rt' });
    expect(given).toEqual({ login: 'seller', facts: {} });
    expect(tokens.secrets.access_token?.reveal()).toBe('at');
    expect(tokens.secrets.refresh_token?.reveal()).toBe('rt');
    expect(tokens).toMatchObject({ expiresAt: null, authorizedUntil: null });
  });

  it('may lack a refresh token, which a subscription-bound app has no use for', () => {
    const { secrets } = access.readCredentials({ accessToken: 'at' }).tokens;
    expect(Object.keys(secrets)).toEqual(['access_token']);
  });

  it.each([{}, { accessToken: '' }, { refreshToken: 'canary' }])(
    'refuses %j, naming the field alone',
    (fields) => {
      const read = () => access.readCredentials(fields as Record<string, string>);
      expect(read).toThrow(InvalidInput);
      expect(read).toThrow(/accessToken/);
      expect(read).not.toThrow(/canary/);
    },
  );
});

describe('Lazada renewal', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  const later = (account: Account, ms: number): Account => {
    world.clock.moveTo(world.clock.now() + ms);
    return { ...account, now: world.clock.now() };
  };

  it('lives anew, without prolonging the authorisation', async () => {
    const account = later(await connect(world, SILK.person), 25 * DAY_MS);
    const tokens = await access.renew?.(world.calls, account);
    expect(tokens?.expiresAt).toBe(account.now + 30 * DAY_MS);
    expect(tokens?.authorizedUntil).toBe(account.tokens.authorizedUntil);
    const { access_token, refresh_token } = tokens?.secrets ?? {};
    expect(access_token?.reveal()).not.toBe(account.tokens.secrets.access_token?.reveal());
    expect(refresh_token?.reveal()).not.toBe(account.tokens.secrets.refresh_token?.reveal());
  });

  it('helps an expired token, until the authorisation ends', async () => {
    const account = await connect(world, SILK.person);
    await world.sandbox.act('lazada', { kind: 'expire', accountId: SILK.sellerId });
    expect((await refusalOf(access.check(world.calls, account))).kind).toBe('token_invalid');
    const tokens = await access.renew?.(world.calls, account);
    const renewed = { ...account, tokens: tokens ?? account.tokens };
    expect((await access.check(world.calls, renewed)).problem).toBeNull();
    const atTheEnd = later(renewed, 180 * DAY_MS);
    expect((await refusalOf(access.renew?.(world.calls, atTheEnd))).kind).toBe('authorization_gone');
  });

  it('may be done again with the same refresh token, as the manifest says', async () => {
    const account = await connect(world, SILK.person);
    const first = await access.renew?.(world.calls, account);
    const second = await access.renew?.(world.calls, account);
    expect(second?.secrets.access_token?.reveal()).not.toBe(first?.secrets.access_token?.reveal());
  });

  it('F10: is asked for once, whatever becomes of it', async () => {
    const account = await connect(world, SILK.person);
    world.sandbox.addFault({ path: '/auth/token/refresh', how: { answer: 503 }, times: 3 });
    const asked = () => world.sandbox.calls.filter(({ path }) => path.includes('refresh')).length;
    expect((await refusalOf(access.renew?.(world.calls, account))).kind).toBe('unavailable');
    expect(asked()).toBe(1);
  });

  it('has nothing to refresh for a subscribed seller, whose token lives on', async () => {
    const account = await connect(world, COFFEE.person);
    const tokens = await access.renew?.(world.calls, account);
    const end = world.clock.now() + 90 * DAY_MS;
    expect(tokens).toMatchObject({ expiresAt: end, authorizedUntil: end });
    expect(tokens?.secrets).toEqual({ access_token: account.tokens.secrets.access_token });
    expect((await access.check(world.calls, account)).problem).toBeNull();
  });

  it('sends a subscribed seller to consent again once the token is dead', async () => {
    const account = later(await connect(world, COFFEE.person), 90 * DAY_MS - 1);
    const dead = { ...account, now: account.now + 1 };
    expect((await refusalOf(access.renew?.(world.calls, dead))).kind).toBe('authorization_gone');
  });

  it('is the end of an unknown or missing refresh token', async () => {
    const { tokens } = access.readCredentials({ accessToken: 'a', refreshToken: 'unknown' });
    const unknown = { ...demoAccount(world), tokens };
    expect((await refusalOf(access.renew?.(world.calls, unknown))).platformCode).toBe('IllegalRefreshToken');
    const missing = { ...unknown, tokens: access.readCredentials({ accessToken: 'a' }).tokens };
    const before = world.sandbox.calls.length;
    expect((await refusalOf(access.renew?.(world.calls, missing))).kind).toBe('authorization_gone');
    expect(world.sandbox.calls).toHaveLength(before);
  });

  it('keeps what the answer lacks: the refresh token, and until when it is good', async () => {
    const account = demoAccount(world);
    const kept = { ...account.tokens, authorizedUntil: 5 };
    const { refresh_token: _, refresh_expires_in: __, ...rest } = TOKENS;
    const tokens = await access.renew?.(fakeCalls(rest), { ...account, tokens: kept });
    expect(tokens?.secrets.refresh_token?.reveal()).toBe(kept.secrets.refresh_token?.reveal());
    expect(tokens?.authorizedUntil).toBe(5);
    expect(tokens?.expiresAt).toBe(account.now + 30 * DAY_MS);
  });

  it('renews the tokens of the demo seed', async () => {
    const account = demoAccount(world);
    const tokens = await access.renew?.(world.calls, account);
    const renewed = accountOf(world, { ...account, ...(tokens ? { tokens } : {}) });
    expect((await access.check(world.calls, renewed)).displayName).toBe('บ้านสวน ช็อป');
  });
});
