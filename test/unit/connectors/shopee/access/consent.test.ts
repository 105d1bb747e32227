import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { manifest } from '../../../../../lambdas/connectors/shopee/manifest.ts';
import { consent, type PlatformWorld } from '../../../../support/platform-world.ts';
import { appOf, REDIRECT, SHOP, SHOP_LOGIN, shopeeWorld, TYPED } from './shopee-world.ts';

const link = (redirectUri = 'https://kaojai.example/oauth/shopee/callback', scopes: readonly string[] = []) =>
  access.authorizeUrl?.({ login: 'in_house', app: appOf(TYPED), redirectUri, state: 's&1', scopes }) ?? '';

describe('Shopee consent address', () => {
  it.each(Object.entries(manifest.logins.in_house?.scopes ?? {}))(
    'asks for nothing by name: %s',
    (_feature, scopes) => {
      const url = new URL(link(undefined, scopes));
      expect(manifest.hosts.consent).toContain(url.host);
      expect(url.pathname).toBe('/auth');
      expect(Object.fromEntries(url.searchParams)).toEqual({
        partner_id: '2033117',
        auth_type: 'seller',
        redirect_uri: 'https://kaojai.example/oauth/shopee/callback',
        response_type: 'code',
        state: 's&1',
      });
    },
  );
});

describe('Shopee consent return', () => {
  const read = (query: Record<string, string>) => {
    const back = access.readReturn?.(query);
    return back?.kind === 'code' ? { ...back, code: back.code.reveal() } : back;
  };

  it.each([
    [
      { code: 'c', shop_id: '418822110' },
      { kind: 'code', code: 'c', facts: { shopId: '418822110' } },
    ],
    [
      { code: 'c', main_account_id: '68272' },
      { kind: 'code', code: 'c', facts: { mainAccountId: '68272' } },
    ],
    [
      { code: 'c', shop_id: '418822110', main_account_id: '68272' },
      { kind: 'code', code: 'c', facts: { shopId: '418822110' } },
    ],
    [{ code: 'c' }, { kind: 'error', error: 'no_shop' }],
    [
      { code: 'c', shop_id: '1,"a":2' },
      { kind: 'error', error: 'no_shop' },
    ],
    [
      { code: '', shop_id: '1' },
      { kind: 'error', error: 'no_code' },
    ],
    [{}, { kind: 'error', error: 'no_code' }],
    [{ error: 'error_param' }, { kind: 'error', error: 'error_param' }],
    [{ error: 'a sentence <script>' }, { kind: 'error', error: 'unnamed' }],
    [{ error: 'access_denied' }, { kind: 'denied' }],
  ])('%j', (query, back) => {
    expect(read(query)).toEqual(back);
  });
});

describe('Shopee consent page', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await shopeeWorld();
  });
  afterEach(() => world.stop());

  it('sends back code, shop and state', async () => {
    const back = await consent(world.sandbox, link(`${world.publicBaseUrl}${REDIRECT}`), {
      decision: 'allow',
      login: SHOP_LOGIN,
    });
    expect(back.address).toBe(`${world.publicBaseUrl}${REDIRECT}`);
    expect(back.query).toEqual({ code: expect.any(String), shop_id: SHOP, state: 's&1' });
  });

  it('refuses a redirect to another domain than the declared one', async () => {
    await expect(consent(world.sandbox, link(), { decision: 'allow' })).rejects.toThrow(
      'declared in console',
    );
  });

  it('refuses a sub-account', async () => {
    const url = link(`${world.publicBaseUrl}${REDIRECT}`);
    const decision = { decision: 'allow', login: 'sub-71820-1' };
    await expect(consent(world.sandbox, url, decision)).rejects.toThrow('sub-account');
  });

  it('is understood when the seller says no', async () => {
    const url = link(`${world.publicBaseUrl}${REDIRECT}`);
    const { query } = await consent(world.sandbox, url, { decision: 'deny' });
    expect(access.readReturn?.(query)).toEqual({ kind: 'denied' });
  });
});
