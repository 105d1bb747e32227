import { shopee } from '../../../../lambdas/connectors/shopee/index.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import { bodies, callbackUrl, headers, partnerKey, pushKey } from './vectors.ts';

interface Check {
  readonly body: Buffer;
  readonly authorization: string | undefined;
  readonly secret?: string;
  readonly url?: string;
}

const body = (name: keyof typeof bodies) => Buffer.from(bodies[name], 'base64');

function verdict({ body, authorization, secret = pushKey, url = callbackUrl }: Check): string {
  return shopee.verify(
    { platform: 'shopee', surface: 'main', headers: { authorization }, body, receivedAt: 0 },
    [{ ref: 'shopee/2010345/one', secret: new SecretText(secret), facts: { callbackUrl: url } }],
    0,
  ).kind;
}

describe('S01: Shopee signature vectors', () => {
  it.each(['P1', 'P2', 'P3', 'P4', 'P8', 'P9'] as const)('%s: the honest value is trusted', (name) => {
    expect(verdict({ body: body(name), authorization: headers[name] })).toBe('trusted');
  });

  it('P3: the re-serialised body is refused with the header of P2', () => {
    expect(verdict({ body: body('P3'), authorization: headers.P2 })).toBe('untrusted');
  });

  it('P4: one changed word is refused with the header of P2', () => {
    expect(verdict({ body: body('P4'), authorization: headers.P2 })).toBe('untrusted');
  });

  it('P5: the registered address counts to the last slash', () => {
    expect(verdict({ body: body('P1'), authorization: headers.P5 })).toBe('untrusted');
    expect(verdict({ body: body('P1'), authorization: headers.P5, url: `${callbackUrl}/` })).toBe('trusted');
    expect(verdict({ body: body('P1'), authorization: headers.P1, url: `${callbackUrl}/` })).toBe(
      'untrusted',
    );
  });

  it('P6: the API key signs only where no push key is configured', () => {
    expect(verdict({ body: body('P1'), authorization: headers.P6 })).toBe('untrusted');
    expect(verdict({ body: body('P1'), authorization: headers.P6, secret: partnerKey })).toBe('trusted');
  });

  it('P7: a signature over the body alone is refused', () => {
    expect(verdict({ body: body('P1'), authorization: headers.P7 })).toBe('untrusted');
    expect(verdict({ body: body('P1'), authorization: headers.P7, url: '' })).toBe('untrusted');
  });

  it('takes upper-case hex', () => {
    expect(verdict({ body: body('P1'), authorization: headers.P1.toUpperCase() })).toBe('trusted');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['with a scheme', `Bearer ${headers.P1}`],
    ['with a space', `${headers.P1} `],
    ['cut', headers.P1.slice(0, 63)],
    ['with one digit more', `${headers.P1}0`],
    ['twice', `${headers.P1},${headers.P1}`],
    ['in base64', Buffer.from(headers.P1, 'hex').toString('base64')],
  ])('refuses a header that is %s', (_name, authorization) => {
    expect(verdict({ body: body('P1'), authorization })).toBe('untrusted');
  });
});
