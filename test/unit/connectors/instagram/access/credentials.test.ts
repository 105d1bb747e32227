import { access } from '../../../../../lambdas/connectors/instagram/access/index.ts';
import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';

describe('credentials of an Instagram account in a seed file', () => {
  it.each(['instagram', 'facebook'])('are its token and the login %s', (login) => {
    const given = access.readCredentials({ accessToken: 'invented', login });
    expect(given).toMatchObject({ login, facts: {}, tokens: { expiresAt: null, authorizedUntil: null } });
    expect(given.tokens.secrets.access_token?.reveal()).toBe('invented');
    expect(JSON.stringify(given)).not.toContain('invented');
  });

  it.each([
    [{ login: 'instagram' }],
    [{ accessToken: 'invented' }],
    [{ accessToken: 'invented', login: 'page' }],
    [{ accessToken: 'invented', login: 'constructor' }],
  ])('refuses %j', (fields) => {
    expect(() => access.readCredentials(fields as Record<string, string>)).toThrow(InvalidInput);
  });

  it('names the allowed logins and never what was given', () => {
    const read = () => access.readCredentials({ accessToken: 'invented', login: 'other-word' });
    expect(read).toThrow(expect.objectContaining({ details: ['allowed: instagram, facebook'] }));
    expect(read).not.toThrow(/other-word|invented/);
  });
});
