import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { consent, type PlatformWorld } from '../../../../support/platform-world.ts';
import { access, app, appKey, authorizeUrlOf, openWorld, redirectOf } from './world.ts';

const urlFor = (scopes: readonly string[]) =>
  access.authorizeUrl?.({
    login: 'seller',
    app,
    redirectUri: 'https://api.example/oauth/lazada/callback',
    state: 'a&b=ü',
    scopes,
  }) ?? '';

describe('Lazada consent', () => {
  const scopes = lazada.manifest.logins.seller?.scopes ?? {};

  it.each(Object.entries(scopes))('asks for what %s needs: nothing, the category decides', (_, needed) => {
    const url = new URL(urlFor(needed ?? []));
    expect(needed).toEqual([]);
    expect(`${url.origin}${url.pathname}`).toBe('https://auth.lazada.com/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      force_auth: 'true',
      redirect_uri: 'https://api.example/oauth/lazada/callback',
      client_id: appKey,
      state: 'a&b=ü',
    });
  });

  it('lets only that be chosen which an IM chat app may do', () => {
    expect(Object.keys(scopes)).toEqual(['inbox', 'profiles']);
    expect(lazada.manifest.hosts.consent).toContain(new URL(urlFor([])).host);
  });

  it('reads what comes back', () => {
    const back = access.readReturn?.({ code: '0_1_abc', state: 's' });
    expect(back).toMatchObject({ kind: 'code', facts: {} });
    expect(back?.kind === 'code' && back.code.reveal()).toBe('0_1_abc');
    expect(access.readReturn?.({ error: 'access_denied' })).toEqual({ kind: 'denied' });
    expect(access.readReturn?.({ error: 'server_error' })).toEqual({ kind: 'error', error: 'server_error' });
    expect(access.readReturn?.({ code: '', state: 's' })).toEqual({ kind: 'error', error: 'no_code' });
  });

  describe('at the sandbox', () => {
    let world: PlatformWorld;
    beforeEach(async () => {
      world = await openWorld();
    });
    afterEach(() => world.stop());

    it('comes back with the state when the seller says no', async () => {
      const { address, query } = await consent(world.sandbox, authorizeUrlOf(world), { decision: 'deny' });
      expect(address).toBe(redirectOf(world));
      expect(query.state).toBe('st&te');
      expect(access.readReturn?.(query)).toEqual({ kind: 'denied' });
    });

    it.each([
      ['another redirect address', 'redirect_uri', 'https://evil.example/oauth/lazada/callback'],
      ['another app', 'client_id', '999'],
      ['another response type', 'response_type', 'token'],
      ['a uuid', 'uuid', '1'],
    ])('shows a mistake and sends nobody anywhere: %s', async (_, name, value) => {
      const url = new URL(authorizeUrlOf(world));
      url.searchParams.set(name, value);
      const address = url.href.replace('https://', `${world.sandbox.base}/`);
      for (const method of ['GET', 'POST'])
        expect((await fetch(address, { method, redirect: 'manual' })).status).toBe(400);
    });
  });
});
