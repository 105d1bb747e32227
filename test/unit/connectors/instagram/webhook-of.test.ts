import { instagram } from '../../../../lambdas/connectors/instagram/index.ts';
import { loginOf } from '../../../../lambdas/connectors/instagram/webhook-of.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';

const account = (credentials: Record<string, string>) => ({
  connectionId: 'c1',
  accountId: '17841400000000042',
  publicBaseUrl: 'https://kaojai.example',
  credentials,
});

describe('where deliveries of an Instagram account arrive', () => {
  it.each([
    ['instagram', ['app/instagram', 'app/meta']],
    ['facebook', ['app/meta']],
  ])('by the %s login: under %j', (login, credentials) => {
    const given = account({ accessToken: 'invented', login });
    const webhook = instagram.webhookOf(given);
    expect(webhook).toMatchObject({
      surface: 'main',
      webhookUrl: 'https://kaojai.example/webhooks/instagram',
      credentials,
    });
    expect(webhook.tokens.accessToken?.reveal()).toBe('invented');
    expect(loginOf(given)).toBe(login);
  });

  it.each([
    [{ login: 'instagram' }],
    [{ accessToken: 'invented' }],
    [{ accessToken: 'invented', login: 'page' }],
    [{ accessToken: 'invented', login: 'constructor' }],
  ])('refuses %j', (credentials) => {
    expect(() => instagram.webhookOf(account(credentials as Record<string, string>))).toThrow(InvalidInput);
  });

  it('names the allowed logins and never what was given', () => {
    const connect = () => instagram.webhookOf(account({ accessToken: 'invented', login: 'other-word' }));
    expect(connect).toThrow(expect.objectContaining({ details: ['allowed: instagram, facebook'] }));
    expect(connect).not.toThrow(/other-word/);
  });
});
