import { connectorOf } from '../../../../lambdas/connectors/index.ts';
import type { Account, AccountReport } from '../../../../lambdas/ports/account-access.ts';
import { type FakeAnswer, fakeCalls, graphError } from './fake-calls.ts';
import {
  accountFrom,
  appOf,
  COFFEE_PAGE,
  callsSince,
  connected,
  grantOf,
  LINKED_ROUTE,
  LOGIN_ROUTE,
  type MetaWorld,
  metaWorld,
  PAGE_ROUTE,
  ROUTES,
  SILK_PAGE,
  scopesOf,
} from './meta-world.ts';

const DAY = 24 * 3_600_000;

describe.each(ROUTES)('watching over an account of $platform by the $login login', (route) => {
  let world: MetaWorld;
  let account: Account;
  beforeEach(async () => {
    world = await metaWorld(route);
    account = await connected(world);
  });
  afterEach(() => world.stop());

  const check = () => world.access.check(world.calls, account);

  it('tells that all is well, by few calls', async () => {
    const from = world.sandbox.calls.length;
    expect(await check()).toMatchObject({ webhook: 'on', problem: null });
    expect(callsSince(world, from).length).toBeLessThanOrEqual(3);
  });

  it('can be switched on again without a change', async () => {
    expect(await world.access.subscribe(world.calls, account)).toEqual({ webhook: 'on', problem: null });
    expect(await world.access.subscribe(world.calls, account)).toEqual({ webhook: 'on', problem: null });
  });

  it('tells that deliveries were switched off, which can be mended', async () => {
    const shared = {
      isShared: (link: string) => link.startsWith('meta/person/') && route.login === 'facebook',
    };
    await world.access.release(world.calls, account, shared);
    expect(await check()).toMatchObject({ webhook: 'off', problem: null });
    await world.access.subscribe(world.calls, account);
    expect(await check()).toMatchObject({ webhook: 'on', problem: null });
  });

  it('tells that Meta suspended it, and that this is over', async () => {
    const act = (on: boolean) =>
      world.sandbox.act('meta', { kind: 'suspend', accountId: route.accountId, on });
    await act(true);
    expect(await check()).toMatchObject({ problem: 'account_suspended' });
    await act(false);
    expect(await check()).toMatchObject({ webhook: 'on', problem: null });
  });

  it('tells that the token is past its life', async () => {
    await world.sandbox.act('meta', { kind: 'expire', accountId: route.accountId });
    await expect(check()).rejects.toMatchObject({ kind: 'authorization_gone', platformCode: '190/463' });
  });

  it('F12: passes on that Meta is busy, silent or slow', async () => {
    world.sandbox.addFault({ path: 'subscribed_apps', how: { answer: 500 }, times: 1 });
    await expect(check()).rejects.toMatchObject({ kind: 'unavailable' });
    world.sandbox.addFault({ path: 'subscribed_apps', how: 'lost', times: 3 });
    await expect(check()).rejects.toMatchObject({ code: 'egress_interrupted' });
  });

  it('says what it calls only to hosts of the manifest', async () => {
    await check();
    const hosts = new Set(world.sandbox.calls.map(({ host }) => host));
    const { api, consent } = connectorOf(route.platform).manifest.hosts;
    for (const host of hosts) expect([...api, ...consent]).toContain(host);
  });
});

describe('watching over a Page', () => {
  let world: MetaWorld;
  beforeEach(async () => {
    world = await metaWorld(PAGE_ROUTE);
  });
  afterEach(() => world.stop());

  it('tells when data access ends, and what is granted', async () => {
    const account = await connected(world);
    const { authorizedUntil, grantedScopes } = await world.access.check(world.calls, account);
    expect(authorizedUntil).toBe(world.clock.now() + 90 * DAY);
    expect(grantedScopes).toEqual(expect.arrayContaining(scopesOf(world, ['inbox'])));
  });

  it('subscribes to the full list; comments are one field more', async () => {
    const account = await connected(world);
    await world.access.subscribe(world.calls, { ...account, features: ['inbox', 'comments'] });
    const calls = fakeCalls({
      subscribed_apps: { body: { success: 'true' } },
      subscriptions: { body: { data: [] } },
    });
    const fields = async (features: Account['features']) => {
      await world.access.subscribe(calls, { ...account, features });
      const [post] = calls.made.splice(0);
      return new URL(post?.url ?? '').searchParams.get('subscribed_fields');
    };
    const inbox =
      'messages,message_echoes,message_edits,message_reactions,message_deliveries,message_reads,messaging_postbacks,messaging_referrals,messaging_optins,messaging_account_linking,messaging_handovers,messaging_policy_enforcement,standby';
    expect(await fields(['inbox'])).toBe(inbox);
    expect(await fields(['inbox', 'comments'])).toBe(`${inbox},feed`);
  });

  it('tells that fields are missing and permissions, when comments are wanted', async () => {
    const account = await connected(world);
    const report = await world.access.check(world.calls, { ...account, features: ['inbox', 'comments'] });
    expect(report).toMatchObject({ webhook: 'off', problem: 'permission_missing' });
  });

  it('tells that the Page was unticked in a later consent', async () => {
    const account = await connected(world);
    await grantOf(world, { page: [COFFEE_PAGE] });
    await expect(world.access.check(world.calls, account)).rejects.toMatchObject({ platformCode: '10' });
  });

  it('tells that a permission was taken back', async () => {
    const account = await connected(world);
    const path = `/10158000000000777/permissions/pages_manage_metadata`;
    await revokeByCall(world, path);
    expect(await world.access.check(world.calls, account)).toMatchObject({ problem: 'permission_missing' });
  });

  it('cannot subscribe a Page where the role is not enough', async () => {
    const grant = await grantOf(world);
    const gift = grant.accounts.find(({ unusable }) => unusable === 'role_insufficient');
    if (!gift) throw new Error('no such Page');
    const account = accountFrom(world, gift);
    await expect(world.access.subscribe(world.calls, account)).rejects.toMatchObject({
      kind: 'permission_missing',
    });
  });

  it('takes accounts of a seed file as they are', async () => {
    const { tokens } = world.access.readCredentials({ pageAccessToken: 'invented-page-token' });
    const seeded = {
      accountId: '104455667788990',
      displayName: '',
      surface: 'main',
      tokens,
      facts: {},
      links: [],
      ownUserIds: [],
    };
    expect(await world.access.check(world.calls, accountFrom(world, seeded))).toMatchObject({
      webhook: 'on',
      problem: null,
    });
  });
});

/** With the application's own token, as an operator's tool would. */
async function revokeByCall(world: MetaWorld, path: string): Promise<void> {
  const { facebookGraph, graphCall, appToken } = await import(
    '../../../../lambdas/connectors/shared/meta/graph/graph.ts'
  );
  const graph = facebookGraph('facebook', world.calls, world.app);
  await graphCall(graph, { method: 'DELETE', path, token: appToken(world.app) });
}

describe('watching over a seeded account of the Instagram login', () => {
  it('needs no more than its token', async () => {
    const world = await metaWorld(LOGIN_ROUTE);
    const { tokens } = world.access.readCredentials({
      accessToken: 'invented-instagram-token',
      login: 'instagram',
    });
    const seeded = {
      accountId: '17841400000000042',
      displayName: '',
      surface: 'main',
      tokens,
      facts: {},
      links: [],
      ownUserIds: [],
    };
    expect(await world.access.check(world.calls, accountFrom(world, seeded))).toEqual({
      webhook: 'on',
      problem: null,
    });
    await world.stop();
  });
});

const SUBSCRIBED = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'message_deliveries',
  'message_reads',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_optins',
  'messaging_account_linking',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'standby',
];
const SCOPES = ['pages_show_list', 'pages_manage_metadata', 'pages_messaging'];
const HOOK = 'https://kaojai.example/webhooks/facebook';

/** A check of a Page by invented answers. */
async function checked(more: Record<string, FakeAnswer>): Promise<AccountReport> {
  const app = appOf('meta');
  const access = await connectorOf('facebook').access();
  const calls = fakeCalls({
    ...more,
    subscribed_apps: more.subscribed_apps ?? {
      body: { data: [{ id: app.id, subscribed_fields: SUBSCRIBED }] },
    },
    debug_token: more.debug_token ?? { body: { data: { app_id: app.id, is_valid: true, scopes: SCOPES } } },
    subscriptions: more.subscriptions ?? {
      body: { data: [{ object: 'page', callback_url: HOOK, active: true }] },
    },
  });
  const { tokens } = access.readCredentials({ pageAccessToken: 'page-token' });
  const common = {
    connectionId: 'c',
    accountId: SILK_PAGE,
    surface: 'main',
    login: 'facebook',
    features: ['inbox'] as const,
  };
  return access.check(calls, { ...common, webhookUrl: HOOK, app, tokens, facts: {}, now: 0 });
}

const DEAD = { body: { data: { is_valid: false, scopes: [], error: { code: 190, subcode: 460 } } } };

describe('what a check makes of answers', () => {
  it.each<[string, Record<string, FakeAnswer>, Partial<AccountReport>]>([
    ['all is well', {}, { webhook: 'on', problem: null }],
    [
      'another app is subscribed',
      { subscribed_apps: { body: { data: [{ id: '1', subscribed_fields: SUBSCRIBED }] } } },
      { webhook: 'off', problem: null },
    ],
    [
      'a field is missing',
      { subscribed_apps: { body: { data: [{ id: appOf('meta').id, subscribed_fields: ['messages'] }] } } },
      { webhook: 'off', problem: null },
    ],
    [
      'the console names another address',
      { subscriptions: { body: { data: [{ object: 'page', callback_url: `${HOOK}2`, active: true }] } } },
      { webhook: 'off', problem: 'webhook_elsewhere' },
    ],
    [
      'the console’s subscription was ended',
      { subscriptions: { body: { data: [{ object: 'page', callback_url: HOOK, active: false }] } } },
      { webhook: 'off', problem: 'webhook_failing' },
    ],
    [
      'the console has none for this object',
      { subscriptions: { body: { data: [{ object: 'instagram', callback_url: HOOK }] } } },
      { webhook: 'off', problem: 'webhook_failing' },
    ],
    ['the console cannot be asked', { subscriptions: graphError(10) }, { webhook: 'on', problem: null }],
    [
      'Meta restricts it',
      { subscribed_apps: graphError(368) },
      { webhook: 'unverified', problem: 'account_suspended' },
    ],
    [
      'the owner switched message access off',
      { subscribed_apps: graphError(200, 2534041) },
      { webhook: 'off', problem: 'webhook_off' },
    ],
  ])('%s', async (_, answers, report) => {
    expect(await checked(answers)).toMatchObject(report);
  });

  it.each<[string, Record<string, FakeAnswer>, string]>([
    [
      'a 190 that the application’s token confirms',
      { subscribed_apps: graphError(190, 460), debug_token: DEAD },
      'authorization_gone',
    ],
    ['a single 190 that it does not confirm', { subscribed_apps: graphError(190, 460) }, 'unavailable'],
    ['a token that answers and is dead all the same', { debug_token: DEAD }, 'authorization_gone'],
    ['a Page that is not there any more', { subscribed_apps: graphError(100, 33) }, 'authorization_gone'],
    ['a 10 although all permissions are there', { subscribed_apps: graphError(10) }, 'app_refused'],
    ['too many calls', { subscribed_apps: graphError(4) }, 'rate_limited'],
  ])('%s', async (_, answers, kind) => {
    await expect(checked(answers)).rejects.toMatchObject({ kind });
  });
});

describe('what Instagram accepts', () => {
  it('by a linked Page: one field of the Page, none of Instagram’s own', async () => {
    const world = await metaWorld(LINKED_ROUTE);
    const account = await connected(world, ['inbox', 'comments']);
    const calls = fakeCalls({ subscribed_apps: { body: { success: true } }, subscriptions: { body: {} } });
    await world.access.subscribe(calls, account);
    expect(new URL(calls.made[0]?.url ?? '').searchParams.get('subscribed_fields')).toBe('messages');
    expect(new URL(calls.made[0]?.url ?? '').pathname).toBe(`/v25.0/${SILK_PAGE}/subscribed_apps`);
    await world.stop();
  });

  it('by its own login: the inbox, and comments when they are wanted', async () => {
    const world = await metaWorld(LOGIN_ROUTE);
    const account = await connected(world, ['inbox', 'comments']);
    const calls = fakeCalls({ subscribed_apps: { body: { success: 'true' } } });
    await world.access.subscribe(calls, account);
    await world.access.subscribe(calls, { ...account, features: ['inbox'] });
    const inbox =
      'messages,message_echoes,message_reactions,messaging_postbacks,messaging_referral,messaging_seen,messaging_optins,standby';
    const asked = calls.made.map(({ url }) => new URL(url).searchParams.get('subscribed_fields'));
    expect(asked).toEqual([`${inbox},comments`, inbox]);
    await world.stop();
  });

  it('is no success without the word', async () => {
    const world = await metaWorld(LOGIN_ROUTE);
    const account = await connected(world);
    const calls = fakeCalls({ subscribed_apps: { body: { success: false } } });
    await expect(world.access.subscribe(calls, account)).rejects.toMatchObject({ kind: 'rejected' });
    await world.stop();
  });

  it.each([
    ['a list without fields', { data: [{ subscribed_fields: [] }] }, 'off'],
    ['no list', {}, 'off'],
    ['fields without the application’s name', { data: [{ subscribed_fields: ['messages'] }] }, 'on'],
    ['fields of another application', { data: [{ id: '1', subscribed_fields: ['messages'] }] }, 'off'],
  ])('by its own login: %s', async (_, body, webhook) => {
    const world = await metaWorld(LOGIN_ROUTE);
    const account = await connected(world);
    await world.stop();
    const report = await world.access.check(fakeCalls({ subscribed_apps: { body } }), account);
    expect(report).toEqual({ webhook, problem: null });
  });

  it.each<[FakeAnswer, Partial<AccountReport>]>([
    [graphError(200, 2534041), { webhook: 'off', problem: 'webhook_off' }],
    [graphError(10), { webhook: 'unverified', problem: 'permission_missing' }],
    [graphError(368), { webhook: 'unverified', problem: 'account_suspended' }],
  ])('by its own login: %j', async (answer, report) => {
    const world = await metaWorld(LOGIN_ROUTE);
    const account = await connected(world);
    await world.stop();
    expect(await world.access.check(fakeCalls({ subscribed_apps: answer }), account)).toEqual(report);
  });

  it.each(ROUTES.slice(1))(
    'by the $login login: not while the owner keeps messages to the app',
    async (route) => {
      const world = await metaWorld(route);
      const account = await connected(world);
      await world.stop();
      const calls = fakeCalls({ subscribed_apps: graphError(200, 2534041) });
      expect(await world.access.subscribe(calls, account)).toEqual({
        webhook: 'off',
        problem: 'webhook_off',
      });
    },
  );
});
