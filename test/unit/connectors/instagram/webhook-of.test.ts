import { instagram } from '../../../../lambdas/connectors/instagram/index.ts';

describe('where deliveries of an Instagram account arrive', () => {
  it.each([
    ['instagram', ['app/instagram', 'app/meta']],
    ['facebook', ['app/meta']],
  ])('by the %s login: under %j', (login, credentials) => {
    const account = { connectionId: 'c1', login, publicBaseUrl: 'https://kaojai.example' };
    expect(instagram.webhookOf(account)).toEqual({
      webhookUrl: 'https://kaojai.example/webhooks/instagram',
      credentials,
    });
  });
});
