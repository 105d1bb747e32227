import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { kit } from '../../../../../lambdas/connectors/shopee/samples/kit.ts';
import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';

const fields = {
  partnerId: '2010345',
  partnerKey: 'api-key',
  pushKey: 'push-key',
  shopId: '418822110',
  accessToken: 'at',
  refreshToken: 'rt',
};
const read = (over: Record<string, string> = {}) => access.readCredentials({ ...fields, ...over });
const without = (...names: string[]) =>
  access.readCredentials(
    Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))),
  );

describe('Shopee credentials', () => {
  it('of a seed: the app, the shop and its tokens', () => {
    const { tokens, webhookSecret, ...rest } = read();
    expect(rest).toEqual({ login: 'in_house', facts: { partnerId: '2010345' }, accountId: '418822110' });
    expect(Object.entries(tokens.secrets).map(([name, secret]) => [name, secret.reveal()])).toEqual([
      ['client_secret', 'api-key'],
      ['access_token', 'at'],
      ['refresh_token', 'rt'],
    ]);
    expect([tokens.expiresAt, tokens.authorizedUntil]).toEqual([null, null]);
    expect(webhookSecret?.reveal()).toBe('push-key');
  });

  it('of a merchant who consents afterwards: the app alone', () => {
    const given = without('shopId', 'accessToken', 'refreshToken');
    expect(Object.keys(given.tokens.secrets)).toEqual(['client_secret']);
    expect('accountId' in given).toBe(false);
  });

  it('of the kit are read', () => {
    expect(access.readCredentials(kit.seed('main', '418822110').credentials).accountId).toBe('418822110');
  });

  it.each([() => without('pushKey'), () => read({ pushKey: '' })])(
    'falls back to the API key without a push key',
    (make) => expect(make().webhookSecret?.reveal()).toBe('api-key'),
  );

  it.each(['partnerId', 'partnerKey', 'shopId'])('names the missing field %s', (name) => {
    expect(() => without(name)).toThrow(InvalidInput);
    expect(() => without(name)).toThrow(`credentials.${name}`);
  });

  it.each(['../x', '12/34', '0', 'abc', '1'.repeat(21)])('refuses the id %s', (id) => {
    expect(() => read({ partnerId: id })).toThrow(InvalidInput);
    expect(() => read({ shopId: id })).toThrow(InvalidInput);
  });

  it('S11: has no secret in what it prints and in what it refuses', () => {
    expect(JSON.stringify(read())).not.toMatch(/push-key|api-key|"at"|"rt"/);
    expect(() => read({ partnerId: 'api-key' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('api-key') }),
    );
  });
});
