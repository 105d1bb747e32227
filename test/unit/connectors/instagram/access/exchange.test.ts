import { access } from '../../../../../lambdas/connectors/instagram/access/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import { type FakeAnswer, fakeCalls, graphError } from '../../meta/fake-calls.ts';
import {
  appOf,
  COFFEE_PAGE,
  callsSince,
  codeOf,
  exchange,
  GIFT_PAGE,
  grantOf,
  LINKED_ROUTE,
  LOGIN_ROUTE,
  type MetaWorld,
  metaWorld,
  PERSON,
  SILK_INSTAGRAM,
  SILK_PAGE,
  SILK_SCOPED,
} from '../../meta/meta-world.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 24);

describe('the account behind a consent by the Instagram login', () => {
  let world: MetaWorld;
  beforeEach(async () => {
    world = await metaWorld(LOGIN_ROUTE);
  });
  afterEach(() => world.stop());

  it('is known by `user_id`, and hangs on both ids', async () => {
    const grant = await grantOf(world);
    expect(grant).toMatchObject({
      accounts: [
        {
          accountId: SILK_INSTAGRAM,
          displayName: 'maeyai.silk',
          surface: 'main',
          facts: { appScopedId: SILK_SCOPED },
          links: LOGIN_ROUTE.links,
          tokens: { expiresAt: world.clock.now() + 5_183_944_000, authorizedUntil: null },
        },
      ],
      grantedScopes: ['instagram_business_basic', 'instagram_business_manage_messages'],
    });
    expect(grant.accounts[0]?.unusable).toBeUndefined();
  });

  it('may be a creator’s, never a private person’s', async () => {
    const creator = await grantOf(world, { person: '26000000000000103' });
    expect(creator.accounts[0]?.unusable).toBeUndefined();
    const personal = await grantOf(world, { person: '26000000000000104' });
    expect(personal.accounts[0]?.unusable).toBe('wrong_account_type');
  });

  it('says which permissions were unticked', async () => {
    const grant = await grantOf(world, { scope: ['instagram_business_basic'] });
    expect(grant.grantedScopes).toEqual(['instagram_business_basic']);
  });

  it('S06: a code is spent once, by its address, within its hour', async () => {
    const { code } = await codeOf(world);
    await expect(exchange(world, code, `${world.redirectUri}/`)).rejects.toMatchObject({
      kind: 'code_invalid',
    });
    await exchange(world, code);
    await expect(exchange(world, code)).rejects.toMatchObject({ kind: 'code_invalid', platformCode: '400' });
    const old = await codeOf(world);
    world.clock.moveTo(world.clock.now() + HOUR);
    await expect(exchange(world, old.code)).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it('is identified by a given token, too', async () => {
    const given = world.access.readCredentials({
      accessToken: 'invented-instagram-token',
      login: 'instagram',
    });
    const request = { login: 'instagram', app: world.app, given, now: world.clock.now() };
    expect((await world.access.identify?.(world.calls, request))?.accounts).toMatchObject([
      {
        accountId: '17841400000000042',
        links: ['meta/person/26000000000000042', 'meta/person/17841400000000042'],
      },
    ]);
  });
});

describe('the accounts behind a consent by the Facebook login', () => {
  let world: MetaWorld;
  beforeEach(async () => {
    world = await metaWorld(LINKED_ROUTE);
  });
  afterEach(() => world.stop());

  it('are those linked to the ticked Pages, with the Page’s token', async () => {
    const { accounts } = await grantOf(world);
    expect(accounts[0]).toMatchObject({
      accountId: SILK_INSTAGRAM,
      displayName: 'maeyai.silk',
      facts: { userId: PERSON, pageId: SILK_PAGE },
      links: LINKED_ROUTE.links,
      tokens: { expiresAt: null },
    });
    expect(accounts[0]?.unusable).toBeUndefined();
  });

  it('cannot be connected where a Page has none', async () => {
    const { accounts } = await grantOf(world);
    const reasons = Object.fromEntries(accounts.map(({ accountId, unusable }) => [accountId, unusable]));
    expect(reasons).toEqual({
      [SILK_INSTAGRAM]: undefined,
      [COFFEE_PAGE]: 'not_linked',
      [GIFT_PAGE]: 'not_linked',
    });
  });

  it('need the tasks on the Page', async () => {
    const linked = { id: '5', username: 'shop' };
    const page = {
      id: '1',
      name: 'P',
      access_token: 't',
      tasks: ['MESSAGING'],
      instagram_business_account: linked,
    };
    const calls = fakeCalls({
      'oauth/access_token': { body: { access_token: 'u' } },
      debug_token: { body: { data: { app_id: appOf('meta').id, is_valid: true, user_id: '7', scopes: [] } } },
      'me/permissions': { body: { data: [{ permission: 'pages_show_list', status: 'granted' }] } },
      'me/accounts': { body: { data: [page] } },
    });
    const grant = await access.exchange?.(calls, requestFor('facebook'));
    expect(grant?.accounts).toMatchObject([{ accountId: '5', unusable: 'role_insufficient' }]);
  });

  it('are identified by a given token of the Page', async () => {
    const token = (await grantOf(world)).accounts[0]?.tokens?.secrets.access_token?.reveal() ?? '';
    const given = world.access.readCredentials({ accessToken: token, login: 'facebook' });
    const request = { login: 'facebook', app: world.app, given, now: world.clock.now() };
    expect((await world.access.identify?.(world.calls, request))?.accounts).toMatchObject([
      { accountId: SILK_INSTAGRAM, facts: { pageId: SILK_PAGE, userId: PERSON }, links: LINKED_ROUTE.links },
    ]);
    expect(callsSince(world, 0).join()).not.toContain('graph.instagram.com');
  });
});

function requestFor(login: string) {
  const redirectUri = 'https://kaojai.example/oauth/instagram/callback';
  const app = appOf(login === 'facebook' ? 'meta' : 'instagram');
  return { login, app, code: new SecretText('code'), redirectUri, scopes: [], facts: {}, now: NOW };
}

describe('answers of Instagram’s to tolerate, and to refuse', () => {
  const SHORT = { access_token: 'short', user_id: '1', permissions: ['a', 'b'] };
  const PROFILE = { id: '26', user_id: '17841', username: 'shop', account_type: 'BUSINESS' };
  const answers = (
    short: unknown,
    profile: unknown = PROFILE,
    long: unknown = { access_token: 'long', expires_in: 100 },
  ) => ({
    'POST https://api.instagram.com/oauth/access_token': { body: short },
    'graph.instagram.com/access_token': { body: long },
    'graph.instagram.com/v25.0/me': { body: profile },
  });
  const by = (calls: PlatformCalls) => access.exchange?.(calls, requestFor('instagram'));

  it.each([
    ['flat, with a list', SHORT],
    ['flat, with a text', { ...SHORT, permissions: 'a,b' }],
    ['flat, with blanks', { ...SHORT, permissions: 'a, b,' }],
    ['in `data`', { data: [{ ...SHORT, permissions: 'a,b' }] }],
    ['in `data`, with a list', { data: [SHORT] }],
    [
      'with a rounded number as id',
      '{"access_token":"short","user_id":17841400000000101999,"permissions":["a","b"]}',
    ],
  ])('reads a token that comes %s', async (_, short) => {
    const grant = await by(fakeCalls(answers(short)));
    expect(grant).toMatchObject({ grantedScopes: ['a', 'b'], accounts: [{ accountId: '17841' }] });
  });

  it('reads a profile in `data`, one with numbers above 2^53, and one without `id`', async () => {
    expect((await by(fakeCalls(answers(SHORT, { data: [PROFILE] }))))?.accounts[0]?.accountId).toBe('17841');
    const big =
      '{"id":26000000000000000101,"user_id":17841400000000000103,"username":"s","account_type":"BUSINESS"}';
    expect((await by(fakeCalls(answers(SHORT, big))))?.accounts[0]).toMatchObject({
      accountId: '17841400000000000103',
      facts: { appScopedId: '26000000000000000101' },
    });
    const { id: _, ...rest } = PROFILE;
    expect((await by(fakeCalls(answers(SHORT, rest))))?.accounts[0]?.links).toEqual(['meta/person/17841']);
  });

  it('never takes `id` for `user_id`', async () => {
    const { user_id: _, ...rest } = PROFILE;
    await expect(by(fakeCalls(answers(SHORT, rest)))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    [{ access_token: 'long', expires_in: 100 }, 100_000],
    [{ access_token: 'long', expires_in: '100' }, 100_000],
    [{ access_token: 'long' }, 60 * 24 * HOUR],
    [{ access_token: 'long', expires_in: 0 }, 60 * 24 * HOUR],
  ])('%j lives so long', async (long, lifeMs) => {
    const grant = await by(fakeCalls(answers(SHORT, PROFILE, long)));
    expect(grant?.accounts[0]?.tokens?.expiresAt).toBe(NOW + lifeMs);
  });

  it.each<[FakeAnswer, string]>([
    [{ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: 'x' } }, 'code_invalid'],
    [graphError(190), 'code_invalid'],
    [{ status: 500, body: { error_type: 'x', code: 500 } }, 'unavailable'],
    [{ status: 429, body: '' }, 'rate_limited'],
    [{ body: { data: [] } }, 'unavailable'],
  ])('the exchange %j is %s', async (answer, kind) => {
    const calls = fakeCalls({
      ...answers(SHORT),
      'POST https://api.instagram.com/oauth/access_token': answer,
    });
    await expect(by(calls)).rejects.toMatchObject({ kind });
    expect(calls.made).toHaveLength(1);
  });

  it('says truthfully what may be repeated, and keeps code and secret out of that address', async () => {
    const calls = fakeCalls(answers(SHORT));
    await by(calls);
    expect(calls.made.map(({ idempotent }) => idempotent)).toEqual([false, true, true]);
    expect(calls.made[0]?.url).toBe('https://api.instagram.com/oauth/access_token');
    expect(Object.fromEntries(new URLSearchParams(String(calls.made[0]?.body)))).toEqual({
      client_id: appOf('instagram').id,
      client_secret: appOf('instagram').secret.reveal(),
      grant_type: 'authorization_code',
      redirect_uri: requestFor('instagram').redirectUri,
      code: 'code',
    });
    expect(calls.made[2]).toMatchObject({ headers: { authorization: 'Bearer long' } });
  });
});
