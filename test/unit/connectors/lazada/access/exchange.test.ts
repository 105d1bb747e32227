import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Grant } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { fakeCalls, SELLER, TOKENS } from './fake-calls.ts';
import {
  access,
  app,
  codeOf,
  DEMO_SHOP,
  demoAccount,
  exchangeOf,
  openWorld,
  refusalOf,
  SILK,
} from './world.ts';

const NOW = 1767225600000;
const DAY_MS = 86_400_000;

/** What becomes of an answer of `/auth/token/create`. */
async function grantOf(more: object, seller: object = SELLER): Promise<Grant> {
  const code = new SecretText('c');
  const request = { login: 'seller', app, code, redirectUri: 'https://r', scopes: [], facts: {}, now: NOW };
  const grant = await access.exchange?.(fakeCalls({ ...TOKENS, ...more }, seller), request);
  if (!grant) throw new Error('no grant');
  return grant;
}

const SHOP = { user_id: '700100200', seller_id: '100245518', short_code: 'TH1ABCDE' };
const NO_LIST = { country_user_info: undefined };

describe('Lazada exchange', () => {
  it('yields the shop with its own tokens; Lazada grants no scopes', async () => {
    const grant = await grantOf({});
    const [{ tokens, ...account } = { tokens: undefined }] = grant.accounts;
    expect(grant).toMatchObject({ grantedScopes: [] });
    expect(grant.shared).toBeUndefined();
    expect(account).toEqual({
      accountId: '100245518',
      displayName: 'บ้านสวน',
      surface: 'main',
      facts: { userId: '700100200' },
      links: [],
      ownUserIds: ['100245518', '700100200'],
    });
    expect(tokens?.secrets.access_token?.reveal()).toBe(TOKENS.access_token);
    expect(tokens?.secrets.refresh_token?.reveal()).toBe(TOKENS.refresh_token);
  });

  it.each([
    ['an array', { country_user_info: [{ country: 'th', ...SHOP }] }],
    ['an array in capitals', { country_user_info: [{ country: 'TH', ...SHOP }] }],
    ['an object by country', { country_user_info: { th: SHOP } }],
    ['an array by its other name', { ...NO_LIST, country_user_info_list: [{ country: 'th', ...SHOP }] }],
    ['an object by its other name', { ...NO_LIST, country_user_info_list: { th: SHOP } }],
    ['numbers', { country_user_info: [{ country: 'th', seller_id: 100245518, user_id: 700100200 }] }],
  ])('reads the shops from %s', async (_, more) => {
    const { accounts } = await grantOf(more);
    expect(accounts).toMatchObject([{ accountId: '100245518', facts: { userId: '700100200' } }]);
  });

  it('F16: keeps ids apart that a number cannot hold', async () => {
    const list = '"country_user_info":[{"country":"th","seller_id":2189230491298365441}],';
    const code = new SecretText('c');
    const request = { login: 'seller', app, code, redirectUri: 'https://r', scopes: [], facts: {}, now: NOW };
    const { country_user_info: _, ...rest } = TOKENS;
    const calls = fakeCalls(JSON.stringify(rest).replace('{', `{${list}`), SELLER);
    expect((await access.exchange?.(calls, request))?.accounts[0]?.accountId).toBe('2189230491298365441');
  });

  it.each([
    ['numbers', 2592000, 15552000, 30, 180],
    ['strings', '864000', '4320000', 10, 50],
    ['an app in review', 86400, 86400, 1, 1],
  ])('reads lives in seconds from now: %s', async (_, expires_in, refresh_expires_in, days, until) => {
    const { accounts } = await grantOf({ expires_in, refresh_expires_in });
    expect(accounts[0]?.tokens).toMatchObject({
      expiresAt: NOW + days * DAY_MS,
      authorizedUntil: NOW + until * DAY_MS,
    });
  });

  it('F15: what is no life is not known, and one without end ends where dates end', async () => {
    for (const none of [undefined, '', 'soon', null, 0, -5]) {
      const { accounts } = await grantOf({ expires_in: none, refresh_expires_in: none });
      expect(accounts[0]?.tokens).toMatchObject({ expiresAt: null, authorizedUntil: null });
    }
    const { accounts } = await grantOf({ expires_in: 1e300 });
    expect(accounts[0]?.tokens?.expiresAt).toBe(8.64e15);
  });

  it('does without a refresh token, and not without an access token', async () => {
    const { accounts } = await grantOf({ refresh_token: '' });
    expect(Object.keys(accounts[0]?.tokens?.secrets ?? {})).toEqual(['access_token']);
    expect((await refusalOf(grantOf({ access_token: '' }))).kind).toBe('unavailable');
  });

  it('lets a shop in another country, or a closed one, not be connected, and gives it no tokens', async () => {
    const { accounts } = await grantOf({ country_user_info: [{ country: 'sg', ...SHOP }] });
    expect(accounts).toMatchObject([{ unusable: 'wrong_country', displayName: 'TH1ABCDE (SG)' }]);
    expect(accounts[0]?.tokens).toBeUndefined();
    for (const status of ['INACTIVE', 'DELETED', 'deleted']) {
      const seller = { code: '0', data: { ...SELLER.data, status } };
      expect((await grantOf({}, seller)).accounts).toMatchObject([{ unusable: 'inactive' }]);
    }
    expect((await grantOf({ country_user_info: [] })).accounts).toEqual([]);
    expect((await grantOf({ country_user_info: [{ country: 'th' }, 'x', null] })).accounts).toEqual([]);
  });

  it('gives two shops in Thailand the tokens that they share', async () => {
    const country_user_info = [
      { country: 'th', seller_id: '1' },
      { country: 'th', seller_id: '2' },
      { country: 'my', seller_id: '3' },
    ];
    const { accounts, shared } = await grantOf({ country: 'cb', country_user_info });
    expect(shared?.id).toBe('1,2');
    expect(shared?.tokens.secrets.access_token?.reveal()).toBe(TOKENS.access_token);
    expect(accounts.map(({ tokens }) => tokens)).toEqual([undefined, undefined, undefined]);
  });

  it('calls the shop by its code where it has no name', async () => {
    const named = async (data: object) => (await grantOf({}, { code: '0', data })).accounts[0]?.displayName;
    expect(await named({ seller_id: '1', name: '', short_code: 'TH9' })).toBe('TH9');
    expect(await named({ seller_id: '1' })).toBe('100245518');
  });
});

describe('Lazada exchange, at the sandbox', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  it('takes a code once', async () => {
    const code = await codeOf(world, SILK.person);
    expect((await exchangeOf(world, code)).accounts).toMatchObject([{ accountId: SILK.sellerId }]);
    expect((await refusalOf(exchangeOf(world, code))).kind).toBe('code_invalid');
  });

  it('takes a code for 30 minutes', async () => {
    const young = await codeOf(world, SILK.person);
    const old = await codeOf(world, SILK.person);
    world.clock.moveTo(world.clock.now() + 30 * 60_000 - 1);
    expect((await exchangeOf(world, young)).accounts).toHaveLength(1);
    world.clock.moveTo(world.clock.now() + 1);
    expect((await refusalOf(exchangeOf(world, old))).kind).toBe('code_invalid');
  });

  it('refuses an invented code, and another secret', async () => {
    expect((await refusalOf(exchangeOf(world, new SecretText('0_104922_x')))).kind).toBe('code_invalid');
    const code = await codeOf(world, SILK.person);
    const wrong = { ...app, secret: new SecretText('another secret') };
    const request = { login: 'seller', app: wrong, code, redirectUri: 'https://r', scopes: [], facts: {} };
    const refused = refusalOf(access.exchange?.(world.calls, { ...request, now: world.clock.now() }));
    expect(await refused).toMatchObject({ kind: 'app_refused', platformCode: 'IncompleteSignature' });
  });

  it.each([
    ['ploy@nong-ploy.example', [['100399226', 'inactive']]],
    ['owner@merlion.example', [['200455019', 'wrong_country']]],
    [
      'export@panda.example',
      [
        ['300111222', undefined],
        ['300111223', 'wrong_country'],
      ],
    ],
  ])('finds the shops of %s', async (person, expected) => {
    const { accounts } = await exchangeOf(world, await codeOf(world, person));
    expect(accounts.map(({ accountId, unusable }) => [accountId, unusable])).toEqual(expected);
    for (const { tokens, unusable } of accounts) expect(tokens === undefined).toBe(unusable !== undefined);
  });

  it('finds out whose given tokens are', async () => {
    const given = { ...demoAccount(world), login: 'seller' };
    const now = world.clock.now();
    const grant = await access.identify?.(world.calls, { login: 'seller', app, given, now });
    expect(grant?.accounts).toMatchObject([
      { accountId: DEMO_SHOP, displayName: 'บ้านสวน ช็อป', tokens: given.tokens, facts: {} },
    ]);
    const other = access.readCredentials({ accessToken: 'unknown' });
    const refused = refusalOf(access.identify?.(world.calls, { login: 'seller', app, given: other, now }));
    expect((await refused).kind).toBe('token_invalid');
  });

  it('needs the app of the operator', async () => {
    const given = access.readCredentials({ accessToken: 'x' });
    const asked = access.identify?.(world.calls, { login: 'seller', app: null, given, now: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'misconfigured' });
  });
});
