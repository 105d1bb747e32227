import { kit } from '../../../../lambdas/connectors/shopee/samples/kit.ts';
import { verify } from '../../../../lambdas/connectors/shopee/verify.ts';
import { credentialRef } from '../../../../lambdas/connectors/shopee/webhook-of.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../../lambdas/ports/connector.ts';
import { signed } from '../../../support/samples.ts';

const URL = 'https://hooks.example.co.th/webhooks/shopee/2010345';
const of = (key: string): WebhookCredential => ({
  ref: credentialRef('2010345', key),
  secret: new SecretText(key),
  facts: { callbackUrl: URL, partnerId: '2010345' },
});
const unsigned = (body: string | Buffer) => ({
  platform: 'shopee',
  surface: 'main',
  headers: {},
  body: Buffer.from(body as string),
  receivedAt: 0,
});

describe('Shopee verify: the console probe', () => {
  it.each([
    ['an empty body', ''],
    ['no JSON', 'hello'],
    ['JSON without a code', '{"data":{}}'],
    ['a code that is no number', '{"code":"10"}'],
    ['a list', '[10]'],
    ['null', 'null'],
    ['no UTF-8', Buffer.from([0xff, 0xfe])],
  ])('%s, unsigned, is a probe, whoever is known', (_name, body) => {
    expect(verify(unsigned(body), [of('a')])).toEqual({ kind: 'probe' });
    expect(verify(unsigned(body), [])).toEqual({ kind: 'probe' });
  });

  it('S01: a push with a numeric code is no probe', () => {
    expect(verify(unsigned('{"code":10}'), [of('a')])).toEqual({ kind: 'untrusted' });
    expect(verify(unsigned(`{"code":3,"data":${'['.repeat(500)}${']'.repeat(500)}}`), [])).toEqual({
      kind: 'untrusted',
    });
  });

  it('a signed body is trusted, whatever is in it', () => {
    for (const body of ['', 'hello']) {
      expect(verify(signed(kit, 'main', Buffer.from(body), 0), Object.values(kit.credentials)).kind).toBe(
        'trusted',
      );
    }
  });
});

describe('Shopee verify: several merchants under one partner id', () => {
  it('S02: says whose key signed, in any order', () => {
    const mine = kit.credentials.main as WebhookCredential;
    const delivery = signed(kit, 'main', Buffer.from('{"code":3}'), 0);
    const trusted = { kind: 'trusted', credential: mine.ref };
    expect(verify(delivery, [of('a'), mine, of('b')])).toEqual(trusted);
    expect(verify(delivery, [mine, of('a')])).toEqual(trusted);
    expect(verify(delivery, [of('a'), of('b')])).toEqual({ kind: 'untrusted' });
  });
});
