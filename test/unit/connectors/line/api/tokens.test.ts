import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  accountOf,
  fakeLine,
  GOOD,
  identified,
  later,
  lineWorld,
  MALI,
  MODULE_SECRET,
  module,
  renewed,
  someAccount,
} from '../access/line-world.ts';

const NOW = 1_790_000_000_000;

describe('renewing', () => {
  it("issues a stateless token by the channel's id and secret, as a form", async () => {
    const { calls, sent } = fakeLine(GOOD);
    const tokens = await access.renew(calls, someAccount());
    expect(tokens.secrets.access_token?.reveal()).toBe('issued-token');
    expect(tokens.secrets.client_secret?.reveal()).toBe('kept-secret');
    expect(tokens).toMatchObject({ expiresAt: NOW + 900_000, authorizedUntil: null });
    expect(sent).toEqual([
      {
        method: 'POST',
        url: 'https://api.line.me/oauth2/v3/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials&client_id=2007710455&client_secret=kept-secret',
        idempotent: true,
      },
    ]);
  });

  it("issues the module's token by the operator's app, whatever the account", async () => {
    const { calls, sent } = fakeLine(GOOD);
    const tokens = { secrets: {}, expiresAt: null, authorizedUntil: null };
    const renewal = await access.renew(calls, someAccount({ login: 'module', app: module, tokens }));
    expect(Object.keys(renewal.secrets)).toEqual(['access_token']);
    expect(sent[0]?.body).toBe(
      `grant_type=client_credentials&client_id=2009990001&client_secret=${MODULE_SECRET}`,
    );
  });

  it.each([
    [899, 899_000],
    ['900', 900_000],
    [undefined, 900_000],
  ])('expires_in %j is %i ms', async (expires_in, life) => {
    const body = { token_type: 'Bearer', access_token: 't', expires_in };
    const { calls } = fakeLine({ '/oauth2/v3/token': { body } });
    expect((await access.renew(calls, someAccount())).expiresAt).toBe(NOW + life);
  });

  it.each([
    { token_type: 'Bearer' },
    { access_token: '' },
    { access_token: 7 },
    { error: 'x', access_token: 't' },
    '<html>',
    '[]',
  ])('a 200 without a token is an error: %j', async (body) => {
    const { calls } = fakeLine({ '/oauth2/v3/token': { body } });
    await expect(access.renew(calls, someAccount())).rejects.toMatchObject({
      code: expect.stringMatching(/^platform_/),
    });
  });

  it.each([
    [{ facts: {} }, 'authorization_gone'],
    [{ tokens: { secrets: {}, expiresAt: null, authorizedUntil: null } }, 'authorization_gone'],
    [{ login: 'module' }, 'app_refused'],
  ])('calls nobody without something to call with: %j', async (over, kind) => {
    const { calls, sent } = fakeLine(GOOD);
    await expect(access.renew(calls, someAccount(over))).rejects.toMatchObject({ kind });
    expect(sent).toEqual([]);
  });
});

describe('whose token a call is made with', () => {
  const withToken = (expiresAt: number | null) =>
    someAccount({
      tokens: {
        secrets: { client_secret: new SecretText('kept-secret'), access_token: new SecretText('at-hand') },
        expiresAt,
        authorizedUntil: null,
      },
    });

  it.each([
    ['one that lives', withToken(NOW + 1), 'Bearer at-hand'],
    ['one without an end', withToken(null), 'Bearer at-hand'],
    ['one that is over', withToken(NOW), 'Bearer issued-token'],
    ['none', someAccount(), 'Bearer issued-token'],
  ])('%s', async (_name, account, authorization) => {
    const { calls, sent } = fakeLine(GOOD);
    await access.check(calls, account);
    expect(sent.at(-1)?.headers.authorization).toBe(authorization);
  });
});

describe('tokens in the sandbox', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await lineWorld();
  });
  afterEach(() => world.stop());

  const connected = async () => renewed(world, accountOf(world, await identified(world, MALI), 'channel'));

  it('live 15 minutes, and several at once', async () => {
    const first = await connected();
    const second = await renewed(world, first);
    later(world, 14);
    for (const account of [first, second]) await access.check(world.calls, account);
    later(world, 1);
    await expect(access.check(world.calls, first)).rejects.toMatchObject({ kind: 'token_invalid' });
  });

  it('can be past their life early; the next one is good', async () => {
    const account = await connected();
    await world.sandbox.act('line', { kind: 'expire', accountId: MALI });
    await expect(access.check(world.calls, account)).rejects.toMatchObject({ kind: 'token_invalid' });
    await access.check(world.calls, await renewed(world, account));
  });

  it('F12: LINE being busy for a moment is not noticed', async () => {
    const account = await connected();
    world.sandbox.addFault({ path: '/oauth2/v3/token', how: { answer: 503 }, times: 2 });
    await renewed(world, account);
  });

  it('F12: LINE being busy for longer is said', async () => {
    const account = await connected();
    world.sandbox.addFault({ path: '/oauth2/v3/token', how: { answer: 429 }, times: 9 });
    await expect(renewed(world, account)).rejects.toMatchObject({ kind: 'rate_limited' });
  });
});
