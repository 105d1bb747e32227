import { createHmac } from 'node:crypto';
import { access } from '../../../../lambdas/connectors/shopee/access/index.ts';
import { webhookOf } from '../../../../lambdas/connectors/shopee/webhook-of.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';

const fields = { partnerId: '2010345', partnerKey: 'api-key', pushKey: 'push-key' };
const of = (over: Record<string, string> = {}) =>
  webhookOf({
    connectionId: 'c1',
    login: 'in_house',
    publicBaseUrl: 'https://api.example',
    given: access.readCredentials({ ...fields, ...over }),
  });

describe('Shopee webhookOf', () => {
  it('gives the address by partner id and the credential by partner id and push key', () => {
    const fingerprint = createHmac('sha256', 'push-key').update('2010345').digest('hex').slice(0, 16);
    const webhook = of();
    expect(webhook.webhookUrl).toBe('https://api.example/webhooks/shopee/2010345');
    expect(webhook.credentials).toEqual([`shopee/2010345/${fingerprint}`]);
    expect(webhook.own?.secret.reveal()).toBe('push-key');
    expect(webhook.own?.facts).toEqual({ callbackUrl: webhook.webhookUrl, partnerId: '2010345' });
  });

  it('S02: another key under the same partner id is another credential', () => {
    expect(of({ pushKey: 'other' }).credentials).not.toEqual(of().credentials);
  });

  it('signs with the API key where there is no push key', () => {
    expect(of({ pushKey: '' }).own?.secret.reveal()).toBe('api-key');
  });

  it('has no secret in what it prints', () => {
    expect(JSON.stringify(of())).not.toMatch(/push-key|api-key/);
  });

  it('refuses an account for which nothing was typed', () => {
    const account = { connectionId: 'c1', login: 'in_house', publicBaseUrl: 'https://api.example' };
    expect(() => webhookOf(account)).toThrow(InvalidInput);
  });
});
