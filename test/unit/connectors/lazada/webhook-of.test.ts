import { webhookOf } from '../../../../lambdas/connectors/lazada/webhook-of.ts';

describe('Lazada webhookOf', () => {
  it("stands under the operator's app, at one address for all sellers", () => {
    const of = (connectionId: string) =>
      webhookOf({ connectionId, login: 'seller', publicBaseUrl: 'https://api.example' });
    expect(of('c1')).toEqual({
      webhookUrl: 'https://api.example/webhooks/lazada',
      credentials: ['app/lazada'],
    });
    expect(of('c2')).toEqual(of('c1'));
  });
});
