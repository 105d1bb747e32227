import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { ExchangeRequest } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  ALL_SCOPES,
  access,
  consented,
  exchanged,
  fakeLine,
  GOOD,
  later,
  lineWorld,
  MALI,
  MODULE_SECRET,
  module,
  PA_DAENG,
} from './line-world.ts';

describe('exchanging the code', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await lineWorld();
  });
  afterEach(() => world.stop());

  it('finds the account that the admin chose, and what was granted', async () => {
    const grant = await exchanged(world, PA_DAENG, ['message:receive']);
    expect(grant).toEqual({
      accounts: [
        {
          accountId: PA_DAENG,
          displayName: 'ก๋วยเตี๋ยวเรือ ป้าแดง',
          surface: 'main',
          tokens: { secrets: {}, expiresAt: null, authorizedUntil: null },
          facts: { basicId: '@105ruamj', chatMode: 'chat', markAsReadMode: 'manual' },
          links: [],
          ownUserIds: [],
        },
      ],
      grantedScopes: ['message:receive'],
    });
  });

  it('again with a larger scope works for an attached account', async () => {
    await exchanged(world, MALI, ['message:receive']);
    expect((await exchanged(world, MALI)).grantedScopes).toEqual(ALL_SCOPES);
  });

  it('a code works once', async () => {
    const request = await consented(world, MALI);
    await access.exchange(world.calls, request);
    await expect(access.exchange(world.calls, request)).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it('an old code does not work', async () => {
    const request = await consented(world, MALI);
    later(world, 10);
    await expect(access.exchange(world.calls, request)).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it.each<[string, Partial<ExchangeRequest>, string]>([
    ['an invented code', { code: new SecretText('invented') }, 'code_invalid'],
    ['another verifier', { codeVerifier: new SecretText('another') }, 'code_invalid'],
    ['another address', { redirectUri: 'https://evil.example/oauth/line/callback' }, 'code_invalid'],
    ['another scope', { scopes: ['message:send'] }, 'code_invalid'],
    ['a wrong secret of the app', { app: { ...module, secret: new SecretText('wrong') } }, 'app_refused'],
  ])('refuses %s', async (_name, over, kind) => {
    const request = await consented(world, MALI);
    await expect(access.exchange(world.calls, { ...request, ...over })).rejects.toMatchObject({ kind });
  });

  it('S06: refuses to go without the verifier', async () => {
    const { codeVerifier: _, ...request } = await consented(world, MALI);
    await expect(access.exchange(world.calls, request)).rejects.toMatchObject({ kind: 'code_invalid' });
  });

  it.each(['lost', { answer: 500 }, { answer: 503 }] as const)('F12: is never repeated: %j', async (how) => {
    const request = await consented(world, MALI);
    world.sandbox.addFault({ path: '/module/auth/v1/token', how, times: 9 });
    await expect(access.exchange(world.calls, request)).rejects.toThrow();
    const made = world.sandbox.calls.filter(({ path }) => path === '/module/auth/v1/token');
    expect(made).toHaveLength(1);
  });
});

describe('what is sent and read', () => {
  const request: ExchangeRequest = {
    login: 'module',
    app: module,
    code: new SecretText('the-code'),
    redirectUri: 'https://api.example/oauth/line/callback',
    codeVerifier: new SecretText('the-verifier'),
    scopes: ['message:send', 'message:receive'],
    facts: {},
    now: 1_790_000_000_000,
  };
  const withAnswer = (answer: object) => fakeLine({ ...GOOD, '/module/auth/v1/token': { body: answer } });

  it('the client by header, the rest as a form, nothing of it in the address', async () => {
    const { calls, sent } = fakeLine(GOOD);
    await access.exchange(calls, request);
    expect(sent[0]).toEqual({
      method: 'POST',
      url: 'https://manager.line.biz/module/auth/v1/token',
      headers: {
        authorization: `Basic ${Buffer.from(`2009990001:${MODULE_SECRET}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body:
        'grant_type=authorization_code&code=the-code&redirect_uri=https%3A%2F%2Fapi.example%2Foauth%2Fline%2Fcallback' +
        '&code_verifier=the-verifier&scope=message%3Asend+message%3Areceive',
      idempotent: false,
    });
  });

  it.each([
    [{ bot_id: MALI, scopes: ['message:send', 'profile:read'] }],
    [{ bot_id: MALI, scope: ['message:send', 'profile:read'] }],
    [{ bot_id: MALI, scope: 'message:send profile:read' }],
    [{ bot_id: MALI, scopes: 'message:send profile:read', new_field: {} }],
  ])('the scopes in any of the shapes that LINE writes of: %j', async (answer) => {
    const grant = await access.exchange(withAnswer(answer).calls, request);
    expect(grant.grantedScopes).toEqual(['message:send', 'profile:read']);
  });

  it('no scopes where LINE names none', async () => {
    expect((await access.exchange(withAnswer({ bot_id: MALI }).calls, request)).grantedScopes).toEqual([]);
  });

  it.each([{ scopes: [] }, { bot_id: '' }, { error: 'invalid_grant' }])(
    'a 200 without an account is an error: %j',
    async (answer) => {
      await expect(access.exchange(withAnswer(answer).calls, request)).rejects.toMatchObject({
        code: expect.stringMatching(/^platform_/),
      });
    },
  );

  it('the account by a header, whose name an operator can set', async () => {
    const named = { ...module, facts: { ...module.facts, botIdHeader: 'x-told-by-line' } };
    for (const [app, header] of [
      [module, 'x-line-bot-id'],
      [named, 'x-told-by-line'],
    ] as const) {
      const { calls, sent } = fakeLine(GOOD);
      await access.exchange(calls, { ...request, app });
      expect(sent.at(-1)?.headers).toEqual({ authorization: 'Bearer issued-token', [header]: MALI });
    }
  });

  it('an answer about another account is not taken: the header does not work', async () => {
    const { calls } = fakeLine({ ...GOOD, '/v2/bot/info': { body: { userId: PA_DAENG, displayName: 'x' } } });
    await expect(access.exchange(calls, request)).rejects.toMatchObject({ kind: 'app_refused' });
  });
});
