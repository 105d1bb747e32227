import { connectorOf } from '../../../../lambdas/connectors/index.ts';
import { readReturn } from '../../../../lambdas/connectors/shared/meta/access/consent.ts';
import type { Feature } from '../../../../lambdas/domain/platform.ts';
import { consent } from '../../../support/platform-world.ts';
import { appOf, authorizeUrl, codeOf, type MetaWorld, metaWorld, ROUTES, scopesOf } from './meta-world.ts';

const DIALOG = {
  'facebook/facebook': 'https://www.facebook.com/v25.0/dialog/oauth',
  'instagram/facebook': 'https://www.facebook.com/v25.0/dialog/oauth',
  'instagram/instagram': 'https://www.instagram.com/oauth/authorize',
} as const;

/** Written out here, so that a change of the manifest is seen. */
const SCOPES: Record<string, Partial<Record<Feature, string>>> = {
  'facebook/facebook': {
    inbox: 'pages_show_list,pages_manage_metadata,pages_messaging',
    comments: 'pages_manage_metadata,pages_read_engagement,pages_read_user_content,pages_manage_engagement',
    profiles: '',
  },
  'instagram/facebook': {
    inbox:
      'instagram_basic,instagram_manage_messages,pages_show_list,pages_manage_metadata,pages_read_engagement',
    comments: 'instagram_manage_comments',
    profiles: '',
  },
  'instagram/instagram': {
    inbox: 'instagram_business_basic,instagram_business_manage_messages',
    comments: 'instagram_business_manage_comments',
    profiles: '',
  },
};

describe.each(ROUTES)('the dialog of $platform by the $login login', (route) => {
  const name = `${route.platform}/${route.login}` as keyof typeof DIALOG;
  let world: MetaWorld;
  beforeAll(async () => {
    world = await metaWorld(route);
  });
  afterAll(() => world.stop());

  it.each(Object.entries(SCOPES[name] ?? {}))('asks for exactly what %s needs', (feature, scope) => {
    const scopes = scopesOf(world, [feature as Feature]);
    expect(scopes.join(',')).toBe(scope);
    const url = new URL(authorizeUrl(world, scopes));
    expect(`${url.origin}${url.pathname}`).toBe(DIALOG[name]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: world.app.id,
      redirect_uri: world.redirectUri,
      response_type: 'code',
      scope,
      state: 'state-1',
    });
  });

  it('leads only to hosts of the manifest', () => {
    const { hosts, logins } = connectorOf(route.platform).manifest;
    expect(hosts.consent).toContain(new URL(authorizeUrl(world, [])).hostname);
    expect(Object.keys(logins[route.login]?.scopes ?? {}).sort()).toEqual(
      Object.keys(SCOPES[name] ?? {}).sort(),
    );
  });

  it('sends a code and the state back', async () => {
    const address = authorizeUrl(world, scopesOf(world, ['inbox']), 'state-2');
    const form = { person: route.person, decision: 'allow' };
    const back = await consent(world.sandbox, address, form);
    expect(back.address).toBe(world.redirectUri);
    expect(back.query.state).toBe('state-2');
    expect(world.access.readReturn?.(back.query)).toMatchObject({ kind: 'code', facts: {} });
  });

  it('sends back that the person said no', async () => {
    const address = authorizeUrl(world, scopesOf(world, ['inbox']), 'state-3');
    const { query } = await consent(world.sandbox, address, { decision: 'deny' });
    expect(query).toMatchObject({ error: 'access_denied', error_reason: 'user_denied', state: 'state-3' });
    expect(world.access.readReturn?.(query)).toEqual({ kind: 'denied' });
  });

  it.each([
    ['another application', (url: URL) => url.searchParams.set('client_id', '1')],
    [
      'an address that is not registered',
      (url: URL) => url.searchParams.set('redirect_uri', 'https://evil.example/'),
    ],
    [
      'an address that only begins like ours',
      (url: URL) => url.searchParams.set('redirect_uri', `${url.searchParams.get('redirect_uri')}/x`),
    ],
    ['an unknown permission', (url: URL) => url.searchParams.set('scope', 'ads_management')],
    ['another type of answer', (url: URL) => url.searchParams.set('response_type', 'token')],
  ])('is refused by the platform for %s', async (_, change) => {
    const url = new URL(authorizeUrl(world, scopesOf(world, ['inbox'])));
    change(url);
    await expect(consent(world.sandbox, url.href, { decision: 'allow' })).rejects.toThrow(/answers 400/);
  });

  it('gives codes that belong to the login’s own application', async () => {
    const { code } = await codeOf(world);
    expect(code.reveal()).not.toContain('#');
    expect(world.app).toEqual(appOf(route.login === 'facebook' ? 'meta' : 'instagram'));
  });
});

describe('what a dialog sends back', () => {
  it.each([
    [{ code: 'abc' }, 'abc'],
    [{ code: 'abc#_' }, 'abc'],
    [{ code: 'abc#_=_' }, 'abc'],
    [{ code: 'a#_b' }, 'a#_b'],
  ])('%j is a code', (query, code) => {
    const back = readReturn(query);
    expect(back.kind === 'code' && back.code.reveal()).toBe(code);
    expect(JSON.stringify(back)).not.toContain(code);
  });

  it.each([
    [{ error: 'access_denied', error_description: 'x' }, { kind: 'denied' }],
    [{ error: 'other', error_reason: 'user_denied' }, { kind: 'denied' }],
    [{ error: 'invalid_scope' }, { kind: 'error', error: 'invalid_scope' }],
    [
      { error_code: '1349187', error_message: 'App not active' },
      { kind: 'error', error: '1349187' },
    ],
    [{ error: '<script>' }, { kind: 'error', error: 'unknown' }],
    [{}, { kind: 'error', error: 'no_code' }],
    [{ code: '' }, { kind: 'error', error: 'no_code' }],
    [{ code: '#_' }, { kind: 'error', error: 'no_code' }],
    // An error beside a code: the error counts.
    [
      { code: 'abc', error: 'server_error' },
      { kind: 'error', error: 'server_error' },
    ],
  ])('%j is %j', (query, expected) => {
    expect(readReturn(query as Record<string, string>)).toEqual(expected);
  });
});
