import { signatureOf, signedParts } from '../../../../../lambdas/connectors/shopee/api/signing.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import { partnerKey } from '../vectors.ts';

const key = new SecretText(partnerKey);
const timestamp = 1767225600;
const accessToken = new SecretText('5a6b7c8d9e0f11223344556677889900');
const shop = { accessToken, id: '418822110' };
const merchant = { accessToken, id: '1204477' };

/** Section 3 of the specification. */
const VECTORS = [
  [
    'S1',
    '/api/v2/auth/token/get',
    undefined,
    'a9bacb8187552e5cacd25461212737d3c2beabb306101e64f159661d26646c3b',
  ],
  [
    'S2',
    '/api/v2/shop/auth_partner',
    undefined,
    'e237c2ffa399e1be454f51415d40996d895abb9b417a5390709e3092a24ebaa6',
  ],
  [
    'S3',
    '/api/v2/sellerchat/send_message',
    shop,
    '8713b97319f7340965faa650f9b5b56c30d12e4a739ca18a5eb3c565739ce51b',
  ],
  [
    'S4',
    '/api/v2/order/get_order_detail',
    shop,
    'e7d805a185f939236550a8b19f2524977c225250c8ba276fae82c19bb58202c2',
  ],
  [
    'S5',
    '/api/v2/merchant/get_merchant_info',
    merchant,
    '8dc597e216df1bca2739d43747a6247d641da59a0c8449e473e28dd4a3cea77d',
  ],
  [
    'S6',
    '/api/v2/auth/access_token/get',
    undefined,
    '731681364d2978f28ab68e276f4703e29cd29f416f2e175ea9631c8d0e8431cc',
  ],
  [
    'S7',
    '/api/v2/push/set_app_push_config',
    undefined,
    '51d38bbcd9648c2ba9b32bc6bdcf8b157c81699017f94c4d95a73fe14806adad',
  ],
] as const;

const of = (path: string, owner: typeof shop | undefined, over: object = {}) =>
  signatureOf(key, { partnerId: '2010345', path, timestamp, ...(owner && { owner }), ...over });

describe('Shopee call signatures', () => {
  it.each(VECTORS)('%s %s', (_name, path, owner, sign) => {
    expect(of(path, owner)).toBe(sign);
  });

  it.each(VECTORS)('%s: anything else is another signature', (_name, path, owner, sign) => {
    const others = [
      of(`${path}/`, owner),
      of(path.replace('/api/v2', ''), owner),
      of(path, owner, { timestamp: timestamp + 1 }),
      of(path, owner, { partnerId: '2010346' }),
      of(path, owner ? undefined : shop),
      signatureOf(new SecretText(`${partnerKey} `), {
        partnerId: '2010345',
        path,
        timestamp,
        ...(owner && { owner }),
      }),
    ];
    expect(others).not.toContain(sign);
  });

  it('puts together the published base string', () => {
    const owner = { accessToken: new SecretText('59777174636562737266615546704c6d'), id: '14701711' };
    const signable = {
      partnerId: '2001887',
      path: '/api/v2/shop/get_shop_info',
      timestamp: 1655714431,
      owner,
    };
    expect(signedParts(signable).join('')).toBe(
      '2001887/api/v2/shop/get_shop_info165571443159777174636562737266615546704c6d14701711',
    );
  });
});
