import { manifest } from '../../../../../lambdas/connectors/line/manifest.ts';
import { consent, type PlatformWorld } from '../../../../support/platform-world.ts';
import { ALL_SCOPES, access, lineWorld, MALI, module, redirectUriOf } from './line-world.ts';

const request = {
  login: 'module',
  app: module,
  redirectUri: 'https://api.example/oauth/line/callback',
  state: 'state-1',
  scopes: ['message:send', 'profile:read'],
} as const;

describe("the address of LINE's consent page", () => {
  it('is exactly as LINE wants it: spaces as %20, colons as %3A, no region', () => {
    expect(access.authorizeUrl({ ...request, codeChallenge: 'challenge' })).toBe(
      'https://manager.line.biz/module/auth/v1/authorize?response_type=code&client_id=2009990001' +
        '&redirect_uri=https%3A%2F%2Fapi.example%2Foauth%2Fline%2Fcallback' +
        '&scope=message%3Asend%20profile%3Aread&state=state-1&code_challenge=challenge&code_challenge_method=S256',
    );
  });

  it('names no method without a challenge', () => {
    expect(access.authorizeUrl(request)).not.toContain('code_challenge');
  });

  it.each([
    ['inbox', ['message:send', 'message:receive', 'message:mark_as_read']],
    ['profiles', ['profile:read']],
  ] as const)('asks for the feature %s for exactly the scopes of the manifest', (feature, expected) => {
    const scopes = manifest.logins.module?.scopes[feature] ?? [];
    expect(scopes).toEqual(expected);
    const asked = new URL(access.authorizeUrl({ ...request, scopes })).searchParams.get('scope');
    expect(asked?.split(' ')).toEqual(expected);
  });

  it.each(['inbox', 'profiles'] as const)(
    'the login channel has the feature %s without scopes',
    (feature) => {
      expect(manifest.logins.channel?.scopes[feature]).toEqual([]);
    },
  );

  it('is on a host of the manifest', () => {
    expect(manifest.hosts.consent).toContain(new URL(access.authorizeUrl(request)).hostname);
  });
});

describe('what comes back from it', () => {
  it.each([
    [{ error: 'access_denied', error_description: 'no', state: 's' }, { kind: 'denied' }],
    [
      { error: 'invalid_scope', state: 's' },
      { kind: 'error', error: 'invalid_scope' },
    ],
    [
      { error: '<script>', state: 's' },
      { kind: 'error', error: 'unreadable' },
    ],
    [
      { error: 'server_error', code: 'c' },
      { kind: 'error', error: 'server_error' },
    ],
    [{ state: 's' }, { kind: 'error', error: 'no_code' }],
    [
      { code: '', state: 's' },
      { kind: 'error', error: 'no_code' },
    ],
  ])('%j is %j', (query, expected) => {
    expect(access.readReturn(query)).toEqual(expected);
  });

  it('a code, which prints as sealed', () => {
    const back = access.readReturn({ code: 'the-code', state: 's' });
    expect(back).toMatchObject({ kind: 'code', facts: {} });
    expect(back.kind === 'code' && back.code.reveal()).toBe('the-code');
    expect(JSON.stringify(back)).not.toContain('the-code');
  });
});

describe('the consent page', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await lineWorld();
  });
  afterEach(() => world.stop());

  const address = (over: object = {}) =>
    access.authorizeUrl({ ...request, redirectUri: redirectUriOf(world), scopes: ALL_SCOPES, ...over });
  const open = (url: string) =>
    fetch(url.replace('https://', `${world.sandbox.base}/`), { redirect: 'manual' });

  it('sends the state back with the code', async () => {
    const back = await consent(world.sandbox, address(), { decision: 'allow', bot: MALI });
    expect(back.address).toBe(redirectUriOf(world));
    expect(back.query).toEqual({ code: expect.any(String), state: 'state-1' });
  });

  it('sends back that the person said no', async () => {
    const { query } = await consent(world.sandbox, address(), { decision: 'deny' });
    expect(query.state).toBe('state-1');
    expect(access.readReturn(query)).toEqual({ kind: 'denied' });
  });

  it.each([
    ['another app', { app: { ...module, id: '1' } }],
    ['an address that is not registered', { redirectUri: 'https://evil.example/oauth/line/callback' }],
    ['no state', { state: '' }],
  ])('refuses %s without sending the browser anywhere', async (_name, over) => {
    expect((await open(address(over))).status).toBe(400);
  });

  it('refuses an unknown scope', async () => {
    const answer = await open(address({ scopes: ['message:everything'] }));
    const { searchParams } = new URL(answer.headers.get('location') ?? '');
    expect(access.readReturn(Object.fromEntries(searchParams))).toEqual({
      kind: 'error',
      error: 'invalid_scope',
    });
  });
});
