import { access } from '../../../../../lambdas/connectors/facebook/access/index.ts';
import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';

describe('credentials of a Page in a seed file', () => {
  it('are its token, sealed', () => {
    const given = access.readCredentials({ pageAccessToken: 'invented' });
    expect(given).toMatchObject({
      login: 'facebook',
      facts: {},
      tokens: { expiresAt: null, authorizedUntil: null },
    });
    expect(given.tokens.secrets.access_token?.reveal()).toBe('invented');
    expect(JSON.stringify(given)).not.toContain('invented');
    expect(given.webhookSecret).toBeUndefined();
  });

  it.each([[{}], [{ pageAccessToken: '' }], [{ accessToken: 'invented' }]])('refuses %j', (fields) => {
    expect(() => access.readCredentials(fields as Record<string, string>)).toThrow(InvalidInput);
  });
});
