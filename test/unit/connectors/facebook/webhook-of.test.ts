import { facebook } from '../../../../lambdas/connectors/facebook/index.ts';

describe('where deliveries of a Page arrive', () => {
  it('is one address under the Meta app for all Pages', () => {
    const account = { connectionId: 'c1', login: 'facebook', publicBaseUrl: 'https://kaojai.example' };
    const webhook = facebook.webhookOf(account);
    expect(webhook).toEqual({
      webhookUrl: 'https://kaojai.example/webhooks/facebook',
      credentials: ['app/meta'],
    });
    expect(webhook.own).toBeUndefined();
  });
});
