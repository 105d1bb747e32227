import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { ConsentReturn, Grant } from '../../../../../lambdas/ports/account-access.ts';
import { consent, type PlatformWorld, WORLD_NOW } from '../../../../support/platform-world.ts';
import {
  ABROAD,
  advance,
  allScopes,
  answering,
  appOf,
  authorizeUrl,
  BUSINESS,
  CREATOR,
  connect,
  exchange,
  LOGINS,
  type Login,
  PERSON,
  PERSONAL,
  refusalOf,
  SHOP,
  tiktokWorld,
} from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

async function codeOf(login: Login): Promise<ConsentReturn> {
  const decision = { decision: 'allow', person: PERSON[login] };
  const { query } = await consent(world.sandbox, authorizeUrl(world, login), decision);
  return access.readReturn?.(query) as ConsentReturn;
}

describe.each(LOGINS)('A code of TikTok %s', (login) => {
  it('is good once', async () => {
    const code = await codeOf(login);
    await exchange(world, login, code);
    expect(await refusalOf(exchange(world, login, code))).toMatchObject({ kind: 'code_invalid' });
  });

  it('lives as long as TikTok says', async () => {
    const life = login === 'shop' ? 30 * MINUTE_MS : 10 * MINUTE_MS;
    const [good, old] = [await codeOf(login), await codeOf(login)];
    advance(world, life);
    await exchange(world, login, good);
    advance(world, 1);
    expect(await refusalOf(exchange(world, login, old))).toMatchObject({ kind: 'code_invalid' });
  });

  it('S11: is sent once, and is in no error', async () => {
    const code = new SecretText('canary-code');
    const back = { kind: 'code', code, facts: {} } as const;
    const before = world.sandbox.calls.length;
    const error = (await refusalOf(exchange(world, login, back))) as Error;
    expect(error).toMatchObject({ kind: 'code_invalid' });
    expect(JSON.stringify([error.message, error.stack, error])).not.toContain('canary');
    expect(world.sandbox.calls.length - before).toBe(1);
    const { calls, sent } = answering([500, '']);
    await refusalOf(exchange({ ...world, calls }, login, back));
    expect(sent).toMatchObject([{ idempotent: false }]);
  });
});

describe('Exchanging a code of TikTok Shop', () => {
  it('connects the shop, with tokens that its seller’s shops share', async () => {
    const grant = await connect(world, 'shop');
    expect(grant).toEqual({
      accounts: [
        {
          accountId: SHOP.id,
          displayName: 'ใบตองสโตร์',
          surface: 'shop',
          facts: { shopCipher: expect.stringMatching(/^ROW_/), openId: SHOP.person },
          links: [`tiktok/seller/${SHOP.person}`],
          ownUserIds: [],
        },
      ],
      grantedScopes: allScopes('shop'),
      shared: {
        id: SHOP.person,
        tokens: {
          secrets: { access_token: expect.any(SecretText), refresh_token: expect.any(SecretText) },
          expiresAt: WORLD_NOW + 7 * DAY_MS,
          authorizedUntil: WORLD_NOW + 365 * DAY_MS,
        },
      },
    });
  });

  it('offers all shops of a seller, and says which are of another country', async () => {
    const { accounts } = await connect(world, 'shop', ABROAD.person);
    expect(accounts).toMatchObject([
      { accountId: ABROAD.id },
      { accountId: ABROAD.my, unusable: 'wrong_country' },
    ]);
    expect(accounts[0]).not.toHaveProperty('unusable');
    expect(accounts[0]?.links).toEqual(accounts[1]?.links);
  });

  it('refuses a creator without asking for shops', async () => {
    const { accounts } = await connect(world, 'shop', CREATOR);
    expect(accounts).toMatchObject([{ accountId: CREATOR, unusable: 'wrong_account_type' }]);
    expect(world.sandbox.calls.map(({ path }) => path)).not.toContain('/authorization/202309/shops');
  });

  it('consenting again replaces the tokens of the same shop', async () => {
    const first = await connect(world, 'shop');
    const again = await connect(world, 'shop');
    expect(again.accounts).toEqual(first.accounts);
    expect(again.shared?.id).toBe(first.shared?.id);
  });
});

/** What Shop answers, with this in place of the sandbox's. */
function shopAnswer(data: object, shops: unknown = []) {
  const ok = (data: unknown) => [200, { code: 0, message: 'success', data }] as const;
  const token = {
    access_token: 'a',
    refresh_token: 'r',
    access_token_expire_in: 1_767_830_400,
    refresh_token_expire_in: 1_798_761_600,
    open_id: 'o',
    user_type: 0,
    granted_scopes: ['seller.customer_service'],
  };
  return answering(ok({ ...token, ...data }), ok({ shops }));
}

const request = (login: Login) => ({
  login,
  app: appOf(login),
  code: new SecretText('c'),
  redirectUri: 'https://app.example.com/oauth/tiktok/callback',
  scopes: [],
  facts: {},
  now: WORLD_NOW,
});

describe('What Shop answers to a code', () => {
  const grantOf = (data: object, shops?: unknown) =>
    access.exchange?.(shopAnswer(data, shops).calls, request('shop')) as Promise<Grant>;

  it('has moments where the names say durations', async () => {
    const { shared } = await grantOf({});
    expect(shared?.tokens).toMatchObject({
      expiresAt: 1_767_830_400_000,
      authorizedUntil: 1_798_761_600_000,
    });
  });

  it.each([
    [604_800, WORLD_NOW + 604_800_000],
    [999_999_999, WORLD_NOW + 999_999_999_000],
    [1_000_000_000, 1_000_000_000_000],
    ['1767830400', 1_767_830_400_000],
    [0, null],
    [undefined, null],
  ])('an expiry of %p', async (access_token_expire_in, expiresAt) => {
    const { shared } = await grantOf({ access_token_expire_in });
    expect(shared?.tokens.expiresAt).toBe(expiresAt);
  });

  it('may have no shops, no kind of user and no scopes', async () => {
    const grant = await grantOf({ user_type: undefined, granted_scopes: undefined });
    expect(grant).toMatchObject({ accounts: [], grantedScopes: [] });
  });

  it('F16: keeps ids as they are, and leaves out shops that no call could name', async () => {
    const shops = [
      { id: '2189230491298365441', cipher: 'c1', name: 'ก', region: 'TH' },
      { id: '2189230491298365442', cipher: 'c2', name: '', region: 'TH' },
      { id: '3', name: 'no cipher', region: 'TH' },
      { cipher: 'c4', name: 'no id' },
    ];
    const { accounts } = await grantOf({}, shops);
    expect(accounts.map(({ accountId, displayName }) => [accountId, displayName])).toEqual([
      ['2189230491298365441', 'ก'],
      ['2189230491298365442', '2189230491298365442'],
    ]);
  });

  it.each(['access_token', 'open_id'])('is of no use without %s', async (name) => {
    const refusal = { kind: 'unavailable', platformCode: `answer without ${name}` };
    expect(await refusalOf(grantOf({ [name]: undefined }))).toMatchObject(refusal);
  });

  it('is asked for with the names that Shop has', async () => {
    const { calls, sent } = shopAnswer({});
    await access.exchange?.(calls, request('shop'));
    expect(sent[0]?.url.href.split('?')[0]).toBe('https://auth.tiktok-shops.com/api/v2/token/get');
    expect(Object.fromEntries(sent[0]?.url.searchParams ?? [])).toEqual({
      app_key: '6exampleappkey',
      app_secret: '5f0e8c1b7a2d4936be81c04d97a3f652d1b8e07c',
      auth_code: 'c',
      grant_type: 'authorized_code',
    });
    expect(sent[1]?.url.searchParams.has('shop_cipher')).toBe(false);
  });
});

describe('Exchanging a code of TikTok Business', () => {
  it('connects the account, with tokens of its own', async () => {
    const grant = await connect(world, 'business');
    expect(grant).toEqual({
      accounts: [
        {
          accountId: BUSINESS,
          displayName: 'กาแฟดอยหมอก',
          surface: 'business',
          facts: {},
          links: [],
          ownUserIds: [],
          tokens: {
            secrets: { access_token: expect.any(SecretText), refresh_token: expect.any(SecretText) },
            expiresAt: WORLD_NOW + DAY_MS,
            authorizedUntil: WORLD_NOW + 365 * DAY_MS,
          },
        },
      ],
      grantedScopes: allScopes('business'),
    });
  });

  it('says that a personal account cannot be connected', async () => {
    const { accounts } = await connect(world, 'business', PERSONAL);
    expect(accounts).toMatchObject([{ accountId: PERSONAL, unusable: 'wrong_account_type' }]);
  });

  it.each(['message.list.read', 'message.list.send', 'message.list.manage'])(
    'refuses a consent without %s',
    async (missing) => {
      const granted = allScopes('business').filter((scope) => scope !== missing);
      const refusal = { kind: 'permission_missing', platformCode: missing };
      expect(await refusalOf(connect(world, 'business', BUSINESS, granted))).toMatchObject(refusal);
    },
  );

  it('connects without the permission to read names', async () => {
    const inbox = ['message.list.read', 'message.list.send', 'message.list.manage'];
    const grant = await connect(world, 'business', BUSINESS, inbox);
    expect(grant).toMatchObject({
      accounts: [{ accountId: BUSINESS, displayName: BUSINESS }],
      grantedScopes: inbox,
    });
  });

  it('names the account by its user name where that is all there is', async () => {
    const granted = allScopes('business').filter((scope) => scope !== 'user.info.basic');
    const { accounts } = await connect(world, 'business', BUSINESS, granted);
    expect(accounts[0]?.displayName).toBe('doimhok.coffee');
  });

  it.each([
    ['redirect_uri', { redirectUri: 'https://app.example.com/oauth/tiktok/callback' }],
    ['client_secret', { app: { ...appOf('business'), secret: new SecretText('wrong') } }],
  ])('is refused with another %s', async (_name, other) => {
    const back = await codeOf('business');
    if (back.kind !== 'code') throw new Error('no code');
    const call = access.exchange?.(world.calls, { ...request('business'), code: back.code, ...other });
    expect(await refusalOf(call as Promise<Grant>)).toMatchObject({ kind: 'rejected' });
  });
});

describe('What Business answers to a code', () => {
  const token = {
    access_token: 'a',
    refresh_token: 'r',
    token_type: 'Bearer',
    scope: 'message.list.read,message.list.send,message.list.manage,user.account.type',
    expires_in: 86_400,
    refresh_token_expires_in: 31_536_000,
    open_id: '-000abc',
  };
  const ok = (data: unknown) => [200, { code: 0, message: 'OK', data }] as const;
  const grantOf = (data: object, profile: readonly [number, unknown] = ok({})) =>
    access.exchange?.(
      answering(ok({ ...token, ...data }), profile).calls,
      request('business'),
    ) as Promise<Grant>;

  it('has durations, the opposite of Shop', async () => {
    const { accounts } = await grantOf({});
    expect(accounts[0]?.tokens).toMatchObject({
      expiresAt: WORLD_NOW + 86_400_000,
      authorizedUntil: WORLD_NOW + 31_536_000_000,
    });
  });

  it('may have no durations', async () => {
    const { accounts } = await grantOf({ expires_in: undefined, refresh_token_expires_in: undefined });
    expect(accounts[0]?.tokens).toMatchObject({ expiresAt: null, authorizedUntil: null });
  });

  it.each([40001, 40002, 40007])('connects although the profile is refused with %i', async (code) => {
    const grant = await grantOf({}, [200, { code, message: 'no' }]);
    expect(grant.accounts).toMatchObject([{ accountId: '-000abc', displayName: '-000abc' }]);
    expect(grant.accounts[0]).not.toHaveProperty('unusable');
  });

  it('does not hide that TikTok is busy', async () => {
    expect(await refusalOf(grantOf({}, [200, { code: 40100 }]))).toMatchObject({ kind: 'rate_limited' });
  });

  it('is of no use without open_id', async () => {
    expect(await refusalOf(grantOf({ open_id: '' }))).toMatchObject({ kind: 'unavailable' });
  });

  it('S11: is asked for in the body, with the names that this call has; the token stands in a header', async () => {
    const { calls, sent } = answering(ok(token), ok({ is_business_account: true }));
    await access.exchange?.(calls, request('business'));
    expect(sent[0]).toMatchObject({ method: 'POST', idempotent: false });
    expect(sent[0]?.url.href).toBe('https://business-api.tiktok.com/open_api/v1.3/tt_user/oauth2/token/');
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      client_id: '7411223344556677889',
      client_secret: 'c2d9a7f4e6b1480395d7c8e2f1a0b3d4e5f60718',
      grant_type: 'authorization_code',
      auth_code: 'c',
      redirect_uri: 'https://app.example.com/oauth/tiktok/callback',
    });
    expect(sent[0]?.headers).not.toHaveProperty('access-token');
    expect(sent[1]?.headers).toEqual({ 'access-token': 'a' });
    expect(sent[1]?.url.searchParams.get('fields')).toBe('["is_business_account"]');
  });
});
