import { facebook } from '../../../../lambdas/connectors/facebook/index.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';

const account = (credentials: Record<string, string>) => ({
  connectionId: 'c1',
  accountId: '104455667788990',
  publicBaseUrl: 'https://kaojai.example',
  credentials,
});

describe('where deliveries of a Page arrive', () => {
  it('is one address under the Meta app for all Pages', () => {
    const webhook = facebook.webhookOf(account({ pageAccessToken: 'invented' }));
    expect(webhook).toMatchObject({
      surface: 'main',
      webhookUrl: 'https://kaojai.example/webhooks/facebook',
      credentials: ['app/meta'],
    });
    expect(webhook.own).toBeUndefined();
  });

  it('seals the Page token by its purpose', () => {
    const { tokens } = facebook.webhookOf(account({ pageAccessToken: 'invented' }));
    expect(tokens.accessToken?.reveal()).toBe('invented');
    expect(JSON.stringify(tokens)).not.toContain('invented');
  });

  it.each([[{}], [{ pageAccessToken: '' }], [{ accessToken: 'invented' }]])('refuses %j', (credentials) => {
    expect(() => facebook.webhookOf(account(credentials as Record<string, string>))).toThrow(InvalidInput);
  });
});
