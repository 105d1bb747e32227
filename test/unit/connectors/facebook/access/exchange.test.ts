import { access } from '../../../../../lambdas/connectors/facebook/access/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import { fakeCalls, graphError } from '../../meta/fake-calls.ts';
import {
  accountFrom,
  appOf,
  COFFEE_PAGE,
  callsSince,
  codeOf,
  connected,
  DURIAN_PAGE,
  DURIAN_PERSON,
  exchange,
  GIFT_PAGE,
  grantOf,
  type MetaWorld,
  metaWorld,
  PAGE_ROUTE,
  PERSON,
  SILK_PAGE,
} from '../../meta/meta-world.ts';

const DAY = 24 * 3_600_000;

describe('the Pages behind a consent', () => {
  let world: MetaWorld;
  beforeEach(async () => {
    world = await metaWorld(PAGE_ROUTE);
  });
  afterEach(() => world.stop());

  it('are those of the person, each with a token of its own that has no end', async () => {
    const grant = await grantOf(world);
    expect(grant.shared).toBeUndefined();
    expect(grant.accounts.map(({ accountId }) => accountId)).toEqual([SILK_PAGE, COFFEE_PAGE, GIFT_PAGE]);
    const [silk, coffee] = grant.accounts;
    expect(silk).toMatchObject({
      displayName: 'ผ้าไหมแม่ยาย',
      surface: 'main',
      facts: { userId: PERSON },
      links: PAGE_ROUTE.links,
      ownUserIds: [],
      tokens: { expiresAt: null, authorizedUntil: world.clock.now() + 90 * DAY },
    });
    expect(silk?.unusable).toBeUndefined();
    expect(coffee?.tokens?.secrets.access_token?.reveal()).not.toBe(
      silk?.tokens?.secrets.access_token?.reveal(),
    );
    expect(grant.grantedScopes).toEqual(
      expect.arrayContaining(['pages_show_list', 'pages_manage_metadata', 'pages_messaging']),
    );
  });

  it('cannot be connected without the tasks', async () => {
    const { accounts } = await grantOf(world);
    expect(accounts.find(({ accountId }) => accountId === GIFT_PAGE)?.unusable).toBe('role_insufficient');
  });

  it('are only the ticked ones; the others lose their access', async () => {
    const before = await connected(world);
    const grant = await grantOf(world, { page: [COFFEE_PAGE] });
    expect(grant.accounts.map(({ accountId }) => accountId)).toEqual([COFFEE_PAGE]);
    await expect(world.access.subscribe(world.calls, before)).rejects.toMatchObject({
      kind: 'permission_missing',
    });
  });

  it('says which permissions were unticked', async () => {
    const scope = ['pages_show_list', 'pages_manage_metadata'];
    expect((await grantOf(world, { scope })).grantedScopes).not.toContain('pages_messaging');
  });

  it('are none without the permission to list them', async () => {
    const grant = await grantOf(world, { scope: ['pages_messaging'] });
    expect(grant.accounts).toEqual([]);
    expect(grant.grantedScopes).toContain('pages_messaging');
  });

  it('of a business portfolio are found by the token’s grant', async () => {
    const from = world.sandbox.calls.length;
    const { accounts } = await grantOf(world, { person: DURIAN_PERSON });
    expect(accounts).toMatchObject([
      { accountId: DURIAN_PAGE, links: [`meta/person/${DURIAN_PERSON}`, `meta/page/${DURIAN_PAGE}`] },
    ]);
    expect(callsSince(world, from)).toContain(`GET graph.facebook.com/v25.0/${DURIAN_PAGE}`);
    const account = accountFrom({ ...world, route: PAGE_ROUTE }, accounts[0] as never);
    await expect(world.access.subscribe(world.calls, account)).resolves.toEqual({
      webhook: 'on',
      problem: null,
    });
  });

  it('S06: a code is spent once, by the address that it was given to, in its time', async () => {
    const { code } = await codeOf(world);
    await expect(exchange(world, code, `${world.redirectUri}/`)).rejects.toMatchObject({
      kind: 'code_invalid',
    });
    await exchange(world, code);
    await expect(exchange(world, code)).rejects.toMatchObject({
      kind: 'code_invalid',
      platformCode: '100/36009',
    });
    const old = await codeOf(world);
    world.clock.moveTo(world.clock.now() + 10 * 60_000);
    await expect(exchange(world, old.code)).rejects.toMatchObject({
      kind: 'code_invalid',
      platformCode: '100/36007',
    });
    await expect(exchange(world, new SecretText('guessed'))).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it('F12: the call that spends the code is made once, whatever happens to its answer', async () => {
    const { code } = await codeOf(world);
    world.sandbox.addFault({ path: 'oauth/access_token', how: 'lost', times: 1 });
    const from = world.sandbox.calls.length;
    await expect(exchange(world, code)).rejects.toMatchObject({ code: 'egress_interrupted' });
    expect(callsSince(world, from)).toEqual(['GET graph.facebook.com/v25.0/oauth/access_token']);
    await expect(exchange(world, code)).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it('are identified by a given token, too', async () => {
    const given = world.access.readCredentials({ pageAccessToken: 'invented-page-token' });
    const request = { login: 'facebook', app: world.app, given, now: world.clock.now() };
    const grant = await world.access.identify?.(world.calls, request);
    expect(grant?.accounts).toMatchObject([
      {
        accountId: '104455667788990',
        displayName: 'บ้านสวน ช็อป',
        links: ['meta/person/10158000000000321', 'meta/page/104455667788990'],
      },
    ]);
    const wrong = { ...request, given: world.access.readCredentials({ pageAccessToken: 'unknown' }) };
    await expect(world.access.identify?.(world.calls, wrong)).rejects.toMatchObject({
      kind: 'authorization_gone',
    });
  });
});

const NOW = Date.UTC(2026, 10, 24);
const LISTED = { id: '1', name: 'Page', access_token: 'page-token', tasks: ['MESSAGING', 'MODERATE'] };
const INSPECTED = {
  app_id: appOf('meta').id,
  is_valid: true,
  user_id: '77',
  expires_at: 0,
  data_access_expires_at: 0,
  scopes: [],
};

const exchangeBy = (calls: PlatformCalls) =>
  access.exchange?.(calls, {
    login: 'facebook',
    app: appOf('meta'),
    code: new SecretText('code'),
    redirectUri: 'https://kaojai.example/oauth/facebook/callback',
    scopes: [],
    facts: {},
    now: NOW,
  });

const answers = (inspected: object, accounts: unknown = { data: [LISTED] }) => ({
  'oauth/access_token': { body: { access_token: 'user-token', token_type: 'bearer' } },
  debug_token: { body: { data: { ...INSPECTED, ...inspected } } },
  'me/permissions': {
    body: {
      data: [
        { permission: 'pages_show_list', status: 'granted' },
        { permission: 'pages_messaging', status: 'expired' },
      ],
    },
  },
  'me/accounts': { body: accounts },
});

describe('answers of Meta’s to tolerate, and to refuse', () => {
  it('works without `expires_in`, without an end of data access, with numbers as ids', async () => {
    const grant = await exchangeBy(fakeCalls(answers({ user_id: 77, app_id: Number(appOf('meta').id) })));
    expect(grant?.accounts).toMatchObject([
      { accountId: '1', facts: { userId: '77' }, tokens: { expiresAt: null, authorizedUntil: null } },
    ]);
    expect(grant?.grantedScopes).toEqual(['pages_show_list']);
  });

  it('F15: reads ends of tokens in seconds; a short-lived person’s token ends the Page’s', async () => {
    const end = NOW / 1000 + 5_400;
    const until = NOW / 1000 + 90 * 86_400;
    const short = await exchangeBy(fakeCalls(answers({ expires_at: end, data_access_expires_at: until })));
    expect(short?.accounts[0]?.tokens).toMatchObject({
      expiresAt: end * 1000,
      authorizedUntil: until * 1000,
    });
    const long = await exchangeBy(fakeCalls(answers({ expires_at: NOW / 1000 + 59 * 86_400 })));
    expect(long?.accounts[0]?.tokens?.expiresAt).toBeNull();
  });

  it.each([
    ['of another application', { app_id: '1' }],
    ['that is not valid', { is_valid: false }],
    ['of nobody', { user_id: '' }],
  ])('refuses a token %s', async (_, inspected) => {
    await expect(exchangeBy(fakeCalls(answers(inspected)))).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it('follows the list by its cursor, without the token in the address', async () => {
    const next = 'https://graph.facebook.com/v25.0/me/accounts?access_token=LEAK&after=CUR2';
    const first = {
      data: [LISTED],
      paging: { cursors: { after: 'CUR1' }, next: 'https://graph.facebook.com/x' },
    };
    const second = { data: [{ ...LISTED, id: '2' }], paging: { next } };
    const last = { data: [{ ...LISTED, id: '3' }], paging: { cursors: { after: 'CUR3' } } };
    const calls = fakeCalls({
      ...answers({}),
      'me/accounts': [{ body: first }, { body: second }, { body: last }],
    });
    const grant = await exchangeBy(calls);
    expect(grant?.accounts.map(({ accountId }) => accountId)).toEqual(['1', '2', '3']);
    const asked = calls.made
      .filter(({ url }) => url.includes('/me/accounts'))
      .map(({ url }) => new URL(url).searchParams);
    expect(asked.map((query) => query.get('after'))).toEqual([null, 'CUR1', 'CUR2']);
    expect(asked.map((query) => query.get('access_token'))).toEqual([null, null, null]);
  });

  it('ends a list that does not', async () => {
    const endless = {
      data: [LISTED],
      paging: { cursors: { after: 'SAME' }, next: 'https://graph.facebook.com/x' },
    };
    const calls = fakeCalls(answers({}, endless));
    await exchangeBy(calls);
    expect(calls.made.length).toBeLessThan(30);
  });

  it('leaves out a ticked Page that is gone, and passes on what is no answer', async () => {
    const granular = {
      granular_scopes: [
        { scope: 'pages_messaging', target_ids: ['8', 9] },
        { scope: 'instagram_basic', target_ids: ['5'] },
      ],
    };
    const some = {
      ...answers(granular, { data: [] }),
      'v25.0/8': graphError(100, 33),
      'v25.0/9': { body: { ...LISTED, id: '9' } },
    };
    expect((await exchangeBy(fakeCalls(some)))?.accounts).toMatchObject([{ accountId: '9' }]);
    const busy = { ...some, 'v25.0/8': graphError(2) };
    await expect(exchangeBy(fakeCalls(busy))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('gives a Page without a token no tokens, and says why', async () => {
    const { access_token: _, ...tokenless } = LISTED;
    const [account] = (await exchangeBy(fakeCalls(answers({}, { data: [tokenless] }))))?.accounts ?? [];
    expect(account).toMatchObject({ unusable: 'role_insufficient' });
    expect(account?.tokens).toBeUndefined();
  });

  it.each([
    [graphError(100, 36007), 'code_invalid'],
    [graphError(190), 'code_invalid'],
    [graphError(101), 'app_refused'],
    [graphError(4), 'rate_limited'],
    [graphError(2), 'unavailable'],
    [{ body: {} }, 'unavailable'],
  ])('the exchange %j is %s', async (answer, kind) => {
    await expect(exchangeBy(fakeCalls({ 'oauth/access_token': answer }))).rejects.toMatchObject({ kind });
  });

  it('says truthfully what may be repeated', async () => {
    const calls = fakeCalls(answers({}));
    await exchangeBy(calls);
    expect(calls.made.map(({ idempotent }) => idempotent)).toEqual([false, true, true, true, true]);
  });
});
