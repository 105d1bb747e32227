import { createHmac } from 'node:crypto';
import { webhookOf } from '../../../../lambdas/connectors/shopee/webhook-of.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';

const credentials = {
  partnerId: '2010345',
  partnerKey: 'api-key',
  pushKey: 'push-key',
  shopId: '418822110',
  accessToken: 'at',
  refreshToken: 'rt',
};
const of = (over: Record<string, string> = {}, accountId = '418822110') =>
  webhookOf({
    connectionId: 'c1',
    accountId,
    publicBaseUrl: 'https://api.example',
    credentials: { ...credentials, ...over },
  });
const without = (name: string) =>
  webhookOf({
    connectionId: 'c1',
    accountId: '418822110',
    publicBaseUrl: 'https://api.example',
    credentials: Object.fromEntries(Object.entries(credentials).filter(([key]) => key !== name)),
  });

describe('Shopee webhookOf', () => {
  it('gives the address by partner id and the credential by partner id and push key', () => {
    const fingerprint = createHmac('sha256', 'push-key').update('2010345').digest('hex').slice(0, 16);
    const webhook = of();
    expect(webhook.webhookUrl).toBe('https://api.example/webhooks/shopee/2010345');
    expect(webhook.credentials).toEqual([`shopee/2010345/${fingerprint}`]);
    expect(webhook.own?.secret.reveal()).toBe('push-key');
    expect(webhook.own?.facts).toEqual({ callbackUrl: webhook.webhookUrl, partnerId: '2010345' });
    expect(Object.keys(webhook.tokens)).toEqual(['partnerKey', 'pushKey', 'accessToken', 'refreshToken']);
  });

  it('S02: another key under the same partner id is another credential', () => {
    expect(of({ pushKey: 'other' }).credentials).not.toEqual(of().credentials);
  });

  it.each([() => without('pushKey'), () => of({ pushKey: '' })])(
    'falls back to the API key without a push key',
    (make) => {
      expect(make().own?.secret.reveal()).toBe('api-key');
      expect(make().tokens.pushKey).toBeUndefined();
    },
  );

  it('has no secret in what it prints', () => {
    expect(JSON.stringify(of())).not.toMatch(/push-key|api-key|"at"|"rt"/);
  });

  it.each(['partnerId', 'partnerKey', 'shopId'])('names the missing field %s', (name) => {
    expect(() => without(name)).toThrow(InvalidInput);
    expect(() => without(name)).toThrow(`credentials.${name}`);
  });

  it.each(['../x', '12/34', '0', 'abc', '1'.repeat(21)])('refuses the partner id %s', (partnerId) => {
    expect(() => of({ partnerId })).toThrow(InvalidInput);
  });

  it('S02: refuses an account that is another shop', () => {
    expect(() => of({}, '418822111')).toThrow(InvalidInput);
  });
});
