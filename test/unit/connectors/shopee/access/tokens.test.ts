import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { tokensIn } from '../../../../../lambdas/connectors/shopee/access/tokens.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  accountIn,
  connected,
  FOREIGN_SHOP,
  granted,
  MAIN_LOGIN,
  OTHER_SHOP,
  refusalOf,
  SHOP,
  shopeeWorld,
} from './shopee-world.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 24);
const before = {
  secrets: { client_secret: new SecretText('k'), refresh_token: new SecretText('old') },
  expiresAt: null,
  authorizedUntil: 5,
};

describe('Shopee tokens of an answer', () => {
  it.each([
    ['a number of seconds', 14_400, NOW + 4 * HOUR],
    ['a shorter one', 60, NOW + 60_000],
    ['a longer one, capped', 86_400, NOW + 4 * HOUR],
    ['as text', '3600', NOW + HOUR],
    ['a Unix time', NOW / 1000 + 3600, NOW + HOUR],
    ['a Unix time that is too far', NOW / 1000 + 86_400, NOW + 4 * HOUR],
    ['the largest duration', 1_000_000_000, NOW + 4 * HOUR],
    ['a Unix time in the past', 1_700_000_000, 1_700_000_000_000],
    ['nothing', undefined, NOW + 4 * HOUR],
    ['nonsense', 'soon', NOW + 4 * HOUR],
    ['zero', 0, NOW + 4 * HOUR],
  ])('expire_in: %s', (_name, expireIn, expiresAt) => {
    const answer = { access_token: 'at', ...(expireIn === undefined ? {} : { expire_in: expireIn }) };
    expect(tokensIn(answer, before, NOW).expiresAt).toBe(expiresAt);
  });

  it('keeps what the answer does not say', () => {
    const tokens = tokensIn({ access_token: 'at' }, before, NOW);
    expect(tokens.secrets.client_secret?.reveal()).toBe('k');
    expect(tokens.secrets.refresh_token?.reveal()).toBe('old');
    expect(tokens.authorizedUntil).toBe(5);
  });

  it('F12: an answer without an access token is none', () => {
    expect(() => tokensIn({ error: '' }, before, NOW)).toThrow(
      expect.objectContaining({ kind: 'unavailable' }),
    );
  });
});

describe('Shopee renewal', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await shopeeWorld();
  });
  afterEach(() => world.stop());

  const renew = async (account: Account): Promise<Account> => {
    const now = world.clock.now();
    const tokens = await access.renew?.(world.calls, { ...account, now });
    return { ...account, now, tokens: tokens ?? account.tokens };
  };
  const at = (account: Account): Account => ({ ...account, now: world.clock.now() });

  it('replaces both tokens and keeps the key and the end of the authorisation', async () => {
    const old = await connected(world);
    const renewed = await renew(old);
    for (const name of ['access_token', 'refresh_token'] as const)
      expect(renewed.tokens.secrets[name]?.reveal()).not.toBe(old.tokens.secrets[name]?.reveal());
    expect(renewed.tokens.secrets.client_secret).toBe(old.tokens.secrets.client_secret);
    expect(renewed.tokens.authorizedUntil).toBe(old.tokens.authorizedUntil);
    expect(await access.check(world.calls, renewed)).toMatchObject({ webhook: 'on' });
  });

  it('the old access token works for 5 more minutes', async () => {
    const old = await connected(world);
    await renew(old);
    world.clock.moveTo(world.clock.now() + 299_000);
    expect(await access.check(world.calls, at(old))).toMatchObject({ webhook: 'on' });
    world.clock.moveTo(world.clock.now() + 1_000);
    expect((await refusalOf(access.check(world.calls, at(old)))).kind).toBe('token_invalid');
  });

  it('F10: a refresh token is spent by its use', async () => {
    const old = await connected(world);
    await renew(old);
    const refusal = await refusalOf(renew(old));
    expect([refusal.kind, refusal.platformCode]).toEqual(['authorization_gone', 'error_auth']);
  });

  it('F10: is sent once, although the answer is lost or hopeless', async () => {
    const account = await connected(world);
    world.sandbox.addFault({ path: '/auth/access_token/get', how: 'lost', times: 1 });
    await expect(renew(account)).rejects.toMatchObject({ code: 'egress_interrupted', mayHaveArrived: true });
    world.sandbox.addFault({ path: '/auth/access_token/get', how: { answer: 503 }, times: 1 });
    expect((await refusalOf(renew(account))).kind).toBe('unavailable');
    const sent = world.sandbox.calls.filter(({ path }) => path.endsWith('/auth/access_token/get'));
    expect(sent.map(({ status }) => status)).toEqual([200, 503]);
  });

  it('each shop of a main account spends the common first token for itself', async () => {
    const grant = await granted(world, MAIN_LOGIN);
    const [one, other] = [accountIn(world, grant, OTHER_SHOP), accountIn(world, grant, FOREIGN_SHOP)];
    expect(one.tokens.secrets.refresh_token?.reveal()).toBe(other.tokens.secrets.refresh_token?.reveal());
    const [newOne, newOther] = [await renew(one), await renew(other)];
    expect(newOne.tokens.secrets.refresh_token?.reveal()).not.toBe(
      newOther.tokens.secrets.refresh_token?.reveal(),
    );
    expect((await refusalOf(renew(one))).kind).toBe('authorization_gone');
    await renew(newOne);
  });

  it('after 30 days without a renewal the seller has to consent again', async () => {
    const account = await connected(world);
    world.clock.moveTo(world.clock.now() + 30 * 24 * HOUR + 1);
    expect((await refusalOf(renew(account))).platformCode).toBe('refresh_token_expired');
  });

  it('after the authorisation ended nothing helps', async () => {
    const account = await connected(world);
    await world.sandbox.act('shopee', { kind: 'revoke', accountId: SHOP });
    expect((await refusalOf(renew(account))).kind).toBe('authorization_gone');
  });

  it('a suspended shop keeps its refresh token', async () => {
    const account = await connected(world);
    await world.sandbox.act('shopee', { kind: 'suspend', accountId: SHOP, on: true });
    expect((await refusalOf(renew(account))).kind).toBe('account_suspended');
    await world.sandbox.act('shopee', { kind: 'suspend', accountId: SHOP, on: false });
    await renew(account);
  });

  it('without a refresh token nothing is asked', async () => {
    const account = await connected(world);
    const sent = world.sandbox.calls.length;
    const { refresh_token: _, ...secrets } = account.tokens.secrets;
    expect((await refusalOf(renew({ ...account, tokens: { ...account.tokens, secrets } }))).kind).toBe(
      'authorization_gone',
    );
    expect(world.sandbox.calls).toHaveLength(sent);
  });

  it('a refusal in unknown words means consenting again', async () => {
    const account = await connected(world);
    const body = Buffer.from(JSON.stringify({ error: 'error_auth', message: 'Something new.' }));
    const calls = { send: async () => ({ status: 403, headers: {}, body }) };
    expect((await refusalOf(access.renew?.(calls, account))).kind).toBe('authorization_gone');
  });
});
