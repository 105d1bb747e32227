import { webhookOf } from '../../../../lambdas/connectors/lazada/webhook-of.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';

const of = (credentials: Record<string, string>) =>
  webhookOf({
    connectionId: 'c1',
    accountId: '100245518',
    publicBaseUrl: 'https://api.example',
    credentials,
  });

describe('Lazada webhookOf', () => {
  it("stands under the operator's app, with the seller's tokens", () => {
    const { tokens, ...webhook } = of({ accessToken: 'at', refreshToken: 'rt' });
    expect(webhook).toEqual({
      surface: 'main',
      webhookUrl: 'https://api.example/webhooks/lazada',
      credentials: ['app/lazada'],
    });
    expect(tokens.accessToken?.reveal()).toBe('at');
    expect(tokens.refreshToken?.reveal()).toBe('rt');
  });

  it('does without a refresh token, which a subscription-bound app has not', () => {
    expect(Object.keys(of({ accessToken: 'at' }).tokens)).toEqual(['accessToken']);
  });

  it.each([{}, { accessToken: '' }])('refuses credentials without an access token', (credentials) => {
    expect(() => of(credentials)).toThrow(InvalidInput);
  });
});
