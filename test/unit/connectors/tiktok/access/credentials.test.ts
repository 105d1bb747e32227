import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { InvalidInput, Misconfigured } from '../../../../../lambdas/domain/errors.ts';
import { account, answering, LOGINS, refusalOf, tokenSet } from './world.ts';

describe('TikTok: credentials of a seed file', () => {
  it.each(LOGINS)('%s: tokens, of which nobody knows how long they are good', (surface) => {
    const given = access.readCredentials({ surface, accessToken: 'a-token', refreshToken: 'r-token' });
    expect(given).toMatchObject({
      login: surface,
      facts: {},
      tokens: { expiresAt: null, authorizedUntil: null },
    });
    expect(given.tokens.secrets.access_token?.reveal()).toBe('a-token');
    expect(given.tokens.secrets.refresh_token?.reveal()).toBe('r-token');
    expect(given).not.toHaveProperty('webhookSecret');
  });

  it.each([{}, { refreshToken: '' }])('takes an account without a refresh token: %p', (more) => {
    const { tokens } = access.readCredentials({ surface: 'shop', accessToken: 'a-token', ...more });
    expect(Object.keys(tokens.secrets)).toEqual(['access_token']);
  });

  it.each(['a-secret-by-mistake', 'constructor'])('names the surfaces, and does not repeat %s', (surface) => {
    const refused = () => access.readCredentials({ surface, accessToken: 'a' });
    expect(refused).toThrow(InvalidInput);
    expect(refused).toThrow(expect.objectContaining({ message: expect.not.stringContaining(surface) }));
    expect(refused).toThrow(expect.objectContaining({ details: ['allowed: shop, business'] }));
  });

  it.each([
    ['surface', { accessToken: 'a' }],
    ['accessToken', { surface: 'shop' }],
  ])('names a missing %s', (field, fields) => {
    expect(() => access.readCredentials(fields)).toThrow(`credentials.${field} is missing`);
  });
});

describe('TikTok: what a call needs', () => {
  const world = { publicBaseUrl: 'https://app.example.com', clock: { now: () => 0 } as never };
  const { calls, sent } = answering([200, { code: 0 }]);

  it('is a login that there is', async () => {
    const strange = { ...account(world, 'shop', '1', tokenSet()), login: 'main' };
    expect(await refusalOf(access.check(calls, strange))).toBeInstanceOf(Misconfigured);
    expect(sent).toEqual([]);
  });

  it.each(LOGINS)('%s: is the operator’s app', async (login) => {
    const without = { ...account(world, login, '1', tokenSet()), app: null };
    for (const call of [access.check, access.subscribe, access.renew]) {
      expect(await refusalOf(call?.(calls, without) as Promise<unknown>)).toBeInstanceOf(Misconfigured);
    }
    expect(sent).toEqual([]);
  });

  it.each(LOGINS)('%s: is a token, or it has to be had first', async (login) => {
    const without = account(world, login, '1', tokenSet({ secrets: {} }));
    const renewed = access.renew?.(calls, without) as Promise<unknown>;
    expect(await refusalOf(access.check(calls, without))).toMatchObject({ kind: 'token_invalid' });
    expect(await refusalOf(renewed)).toMatchObject({ kind: 'authorization_gone' });
    expect(await access.release(calls, without, { isShared: () => false })).toBeDefined();
    expect(sent).toEqual([]);
  });
});
