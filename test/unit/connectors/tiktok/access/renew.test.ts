import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { TokenSet } from '../../../../../lambdas/domain/token-set.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import { type PlatformWorld, WORLD_NOW } from '../../../../support/platform-world.ts';
import {
  account,
  advance,
  answering,
  connected,
  LOGINS,
  type Login,
  refusalOf,
  seeded,
  tiktokWorld,
  tokenSet,
} from './world.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const LIFE_MS = { shop: 7 * DAY_MS, business: DAY_MS };

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

const renew = (of: Account, calls = world.calls) => access.renew?.(calls, of) as Promise<TokenSet>;
const later = (of: Account): Account => ({ ...of, now: world.clock.now() });

describe.each(LOGINS)('F10: renewing tokens of TikTok %s', (login) => {
  it('gives a whole new set, and the end of the consent stays', async () => {
    const old = await connected(world, login);
    advance(world, 3 * DAY_MS);
    const tokens = await renew(later(old));
    expect(tokens).toMatchObject({
      expiresAt: WORLD_NOW + 3 * DAY_MS + LIFE_MS[login],
      authorizedUntil: WORLD_NOW + YEAR_MS,
    });
    for (const purpose of ['access_token', 'refresh_token'] as const) {
      expect(tokens.secrets[purpose]?.reveal()).not.toBe(old.tokens.secrets[purpose]?.reveal());
    }
  });

  it('spends the refresh token: a second time is refused', async () => {
    const old = await connected(world, login);
    await renew(old);
    expect(await refusalOf(renew(old))).toMatchObject({ kind: 'authorization_gone' });
  });

  it('helps when the access token is past its life', async () => {
    const old = await connected(world, login);
    advance(world, LIFE_MS[login] + 1);
    expect(await refusalOf(access.check(world.calls, later(old)))).toMatchObject({ kind: 'token_invalid' });
    const tokens = await renew(later(old));
    expect(await access.check(world.calls, later({ ...old, tokens }))).toBeDefined();
  });

  it('helps when TikTok made the access token old', async () => {
    const old = await connected(world, login);
    await world.sandbox.act('tiktok', { kind: 'expire', accountId: old.accountId });
    expect(await refusalOf(access.check(world.calls, old))).toMatchObject({ kind: 'token_invalid' });
    await renew(old);
  });

  it('does not help after the end of the consent', async () => {
    const old = await connected(world, login);
    advance(world, YEAR_MS + 1);
    expect(await refusalOf(renew(later(old)))).toMatchObject({
      kind: 'authorization_gone',
      platformCode: login === 'shop' ? '36004001' : '40103',
    });
  });

  it('does not help when the merchant took the consent back', async () => {
    const old = await connected(world, login);
    await world.sandbox.act('tiktok', { kind: 'revoke', accountId: old.accountId });
    expect(await refusalOf(renew(old))).toMatchObject({ kind: 'authorization_gone' });
  });

  it('is sent once, whatever comes back', async () => {
    const old = await connected(world, login);
    world.sandbox.addFault({ path: 'token', how: 'lost', times: 1 });
    const before = world.sandbox.calls.length;
    const error = (await refusalOf(renew(old))) as Error;
    expect(error).toMatchObject({ code: 'egress_interrupted', mayHaveArrived: true });
    expect(world.sandbox.calls.length - before).toBe(1);
    expect(await refusalOf(renew(old))).toMatchObject({ kind: 'authorization_gone' });
  });

  it('works for the demo seed’s account', async () => {
    expect(await renew(seeded(world, login))).toMatchObject({ authorizedUntil: WORLD_NOW + YEAR_MS });
  });

  it('keeps what the answer does not have', async () => {
    const secrets = { ...tokenSet().secrets, client_secret: new SecretText('own') };
    const old = account(world, login, '1', tokenSet({ secrets, authorizedUntil: 5 }));
    const tokens = await renew(old, answering([200, { code: 0, data: { access_token: 'new' } }]).calls);
    expect(tokens.expiresAt).toBeNull();
    expect(tokens.authorizedUntil).toBe(5);
    expect(tokens.secrets.client_secret?.reveal()).toBe('own');
    expect(tokens.secrets.refresh_token?.reveal()).toBe('canary-refresh-token');
    expect(tokens.secrets.access_token?.reveal()).toBe('new');
  });
});

describe('What TikTok answers to a refresh token', () => {
  const refusalTo = (login: Login, code: number, tokens: Partial<TokenSet> = {}, message = 'no') => {
    const old = account(world, login, '1', tokenSet(tokens));
    return refusalOf(renew(old, answering([200, { code, message, data: {} }]).calls));
  };
  const ended = { authorizedUntil: WORLD_NOW };
  const lasting = { authorizedUntil: WORLD_NOW + 1 };

  it.each([
    [36004001, lasting, 'authorization_gone'],
    [36004004, lasting, 'authorization_gone'],
    [105002, lasting, 'authorization_gone'],
    // Before the end of the consent a code that nobody knows is no proof that it is gone.
    [36004999, lasting, 'rejected'],
    [36004999, {}, 'rejected'],
    [36004999, ended, 'authorization_gone'],
    [36009002, ended, 'rate_limited'],
    [36009003, ended, 'unavailable'],
    [106001, lasting, 'app_refused'],
  ])('shop: %i with %p is %s', async (code, tokens, kind) => {
    expect(await refusalTo('shop', code, tokens)).toMatchObject({ kind, platformCode: String(code) });
  });

  it.each([
    [40103, 'authorization_gone'],
    [40105, 'authorization_gone'],
    [40100, 'rate_limited'],
    [51065, 'unavailable'],
    [40002, 'rejected'],
  ])('business: %i is %s', async (code, kind) => {
    expect(await refusalTo('business', code)).toMatchObject({ kind, platformCode: String(code) });
  });

  it('shop: is asked for with the names that Shop has', async () => {
    const { calls, sent } = answering([200, { code: 0, data: { access_token: 'new' } }]);
    await renew(account(world, 'shop', '1', tokenSet()), calls);
    expect(sent).toMatchObject([{ method: 'GET', idempotent: false }]);
    expect(sent[0]?.url.href.split('?')[0]).toBe('https://auth.tiktok-shops.com/api/v2/token/refresh');
    expect(Object.fromEntries(sent[0]?.url.searchParams ?? [])).toEqual({
      app_key: '6exampleappkey',
      app_secret: '5f0e8c1b7a2d4936be81c04d97a3f652d1b8e07c',
      refresh_token: 'canary-refresh-token',
      grant_type: 'refresh_token',
    });
  });

  it('business: the end of the year that is left is taken where none is known', async () => {
    const data = {
      access_token: 'new',
      refresh_token: 'r',
      expires_in: 86_400,
      refresh_token_expires_in: 28_484_364,
    };
    const { calls, sent } = answering([200, { code: 0, data }]);
    const tokens = await renew(account(world, 'business', '1', tokenSet()), calls);
    expect(tokens.authorizedUntil).toBe(WORLD_NOW + 28_484_364_000);
    expect(sent).toMatchObject([{ method: 'POST', idempotent: false }]);
    expect(sent[0]?.url.href).toBe(
      'https://business-api.tiktok.com/open_api/v1.3/tt_user/oauth2/refresh_token/',
    );
    expect(Object.keys(JSON.parse(sent[0]?.body ?? ''))).toEqual([
      'client_id',
      'client_secret',
      'grant_type',
      'refresh_token',
    ]);
  });

  it.each(LOGINS)('S11: %s: no token is in an error', async (login) => {
    const error = (await refusalTo(login, 40002, {}, 'canary-refresh-token')) as Error;
    expect(JSON.stringify([error.message, error.stack, error])).not.toContain('canary');
  });
});
