import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { manifest } from '../../../../../lambdas/connectors/tiktok/manifest.ts';
import { consent, type PlatformWorld } from '../../../../support/platform-world.ts';
import {
  allScopes,
  authorizeUrl,
  BUSINESS,
  LOGINS,
  PERSON,
  redirectUriOf,
  scopesOf,
  tiktokWorld,
} from './world.ts';

let world: PlatformWorld;
beforeAll(async () => {
  world = await tiktokWorld();
});
afterAll(() => world.stop());

const BUSINESS_FEATURES = Object.keys(manifest.logins.business?.scopes ?? {});

describe('TikTok’s consent pages', () => {
  it('shop: the address names the service and the state, and nothing else', () => {
    const url = new URL(authorizeUrl(world, 'shop'));
    expect(`${url.origin}${url.pathname}`).toBe('https://services.tiktokshop.com/open/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      service_id: '7400000000000000001',
      state: 'state-1',
    });
  });

  it.each(Object.keys(manifest.logins.shop?.scopes ?? {}))(
    'shop: asks for %s in the app’s settings, not in the address',
    (feature) => {
      const scopes = scopesOf('shop', [feature]);
      expect(scopes.length).toBeGreaterThan(0);
      expect(authorizeUrl(world, 'shop', scopes)).toBe(authorizeUrl(world, 'shop', []));
    },
  );

  it('business: the address is as TikTok wants it', () => {
    const url = new URL(authorizeUrl(world, 'business', ['message.list.read', 'message.list.send']));
    expect(`${url.origin}${url.pathname}`).toBe('https://www.tiktok.com/v2/auth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: '7411223344556677889',
      response_type: 'code',
      redirect_uri: redirectUriOf(world),
      state: 'state-1',
      scope: 'message.list.read,message.list.send',
      disable_auto_auth: '1',
    });
  });

  it.each(BUSINESS_FEATURES)('business: asks for exactly what %s needs', (feature) => {
    const scopes = scopesOf('business', [feature]);
    const url = new URL(authorizeUrl(world, 'business', scopes));
    expect(url.searchParams.get('scope')?.split(',')).toEqual(scopes);
    expect(scopes).toEqual(
      feature === 'inbox'
        ? ['message.list.read', 'message.list.send', 'message.list.manage', 'user.account.type']
        : ['user.info.basic', 'user.info.username', 'user.info.profile'],
    );
  });

  it.each(LOGINS)(
    '%s: the page is on a host of the manifest and leads back with code and state',
    async (login) => {
      const url = authorizeUrl(world, login);
      expect(manifest.hosts.consent).toContain(new URL(url).host);
      const decision = { decision: 'allow', person: PERSON[login] };
      const { address, query } = await consent(world.sandbox, url, decision);
      expect(address).toBe(redirectUriOf(world));
      expect(query.state).toBe('state-1');
      expect(access.readReturn?.(query)).toMatchObject({ kind: 'code', facts: {} });
    },
  );

  it.each(LOGINS)('%s: a no is a no', async (login) => {
    const decision = { decision: 'deny', person: PERSON[login] };
    const { query } = await consent(world.sandbox, authorizeUrl(world, login), decision);
    expect(access.readReturn?.(query)).toEqual({ kind: 'denied' });
  });
});

describe('What the consent pages refuse', () => {
  const open = (url: string) =>
    fetch(url.replace('https://', `${world.sandbox.base}/`), { redirect: 'manual' });

  it('business: an app without the messaging review may not ask', async () => {
    const answer = await open(authorizeUrl(world, 'business', ['message.list.read', 'video.publish']));
    const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
    expect(query).toMatchObject({ error: 'invalid_scope', error_type: 'scope' });
    expect(access.readReturn?.(query)).toEqual({ kind: 'error', error: 'invalid_scope' });
  });

  it.each([
    ['client_key', '1'],
    ['redirect_uri', 'https://elsewhere.example.com/oauth/tiktok/callback'],
  ])('business: another %s', async (name, value) => {
    const url = new URL(authorizeUrl(world, 'business'));
    url.searchParams.set(name, value);
    expect((await open(url.href)).status).toBe(400);
  });

  it('shop: another service', async () => {
    const url = new URL(authorizeUrl(world, 'shop'));
    url.searchParams.set('service_id', '1');
    expect((await open(url.href)).status).toBe(400);
  });

  it('business: grants only what was left ticked', async () => {
    const scope = allScopes('business').slice(0, 2);
    const decision = { decision: 'allow', person: BUSINESS, scope };
    const { query } = await consent(world.sandbox, authorizeUrl(world, 'business'), decision);
    expect(query.scopes).toBe(scope.join(','));
  });
});

describe('Reading the return', () => {
  it.each([
    [
      'Shop’s refusal, whose code is the text null',
      { code: 'null', error: 'auth_denied' },
      { kind: 'denied' },
    ],
    ['OAuth’s refusal', { error: 'access_denied', error_description: 'x' }, { kind: 'denied' }],
    ['another error', { error: 'server_error' }, { kind: 'error', error: 'server_error' }],
    ['an error beside a code', { code: 'a', error: 'x' }, { kind: 'error', error: 'x' }],
    ['the text null without an error', { code: 'null' }, { kind: 'error', error: 'no_code' }],
    ['an empty code', { code: '' }, { kind: 'error', error: 'no_code' }],
    ['nothing at all', {}, { kind: 'error', error: 'no_code' }],
    [
      'words in place of a code',
      { error: '<b>call 0812345678</b>' },
      { kind: 'error', error: 'unknown_error' },
    ],
  ])('%s', (_name, query, expected) => {
    expect(access.readReturn?.(query)).toEqual(expected);
  });

  it('takes the code as it is, and leaves unknown fields alone', () => {
    const back = access.readReturn?.({
      code: 'a+b/c==*1!',
      state: 's',
      app_key: 'k',
      locale: 'th',
      shop_region: 'TH',
    });
    if (back?.kind !== 'code') throw new Error('no code');
    expect(back.code.reveal()).toBe('a+b/c==*1!');
    expect(back.facts).toEqual({});
  });
});
