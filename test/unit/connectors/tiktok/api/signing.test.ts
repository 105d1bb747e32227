import { type ShopRequest, signedCall } from '../../../../../lambdas/connectors/tiktok/api/shop/client.ts';
import { signature } from '../../../../../lambdas/connectors/tiktok/api/shop/sign.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';

/** The specification's secret; R1 has another. */
const SECRET = new SecretText('5f0e8c1b7a2d4936be81c04d97a3f652d1b8e07c');
const CIPHER = 'ROW_8kQ2xAAAAAB3vTnYw5LrE9pD';
const CONVERSATIONS = '/customer_service/202309/conversations';
const QUERY = { app_key: '6exampleappkey', timestamp: '1767225600', shop_cipher: CIPHER };
const R3_BODY = '{"type":"TEXT","content":"{\\"content\\":\\"สวัสดีค่ะ ส่งของวันนี้นะคะ 🙏\\"}"}';
const R7_BODY = '{"event_type":"NEW_MESSAGE","address":"https://hooks.example.com/tiktok/shop"}';
const MESSAGES = `${CONVERSATIONS}/7494560109732334261/messages`;
const PAGE_TOKEN = '6AsPQs/N5M1k+ud64==';

const VECTORS = {
  'R1, TikTok’s own': {
    input: {
      secret: new SecretText('e59af819cc'),
      path: '/authorization/202309/shops',
      query: { app_key: '29a39d', timestamp: '1623812664' },
    },
    sign: 'b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8',
  },
  'R2, a query': {
    input: { secret: SECRET, path: CONVERSATIONS, query: { ...QUERY, page_size: '20', locale: 'th-TH' } },
    sign: '898ee6ac38a0ce821036f416a09082e23d8c9d58bc4719ceff093d61bae200a4',
  },
  'R3, a Thai body with emoji': {
    input: { secret: SECRET, path: MESSAGES, query: QUERY, body: R3_BODY },
    sign: '92e902ffc2c531d0d310651710a85446903b9b4116dccb27781335148219e2bc',
  },
  'R4, a file, which is not signed': {
    input: { secret: SECRET, path: '/customer_service/202309/images/upload', query: QUERY },
    sign: '3419cc630e18ae8ec387d4cd70dd3aaf5a2431acb9d3c7e242b91707e6f5582b',
  },
  'R5, a value that URL encoding changes': {
    input: {
      secret: SECRET,
      path: CONVERSATIONS,
      query: { ...QUERY, page_size: '20', page_token: PAGE_TOKEN },
    },
    sign: '8f3911bb501fcff918f2ebc7656cf5f79eef6d8fe8ab9129c5e00c641cc4c53d',
  },
  'R6, POST without a body': {
    input: { secret: SECRET, path: `${MESSAGES}/read`, query: QUERY },
    sign: '407c0a47a23da51fed83b4118993435a867d3206796947170a657bc253a3b2a5',
  },
  'R7, PUT': {
    input: { secret: SECRET, path: '/event/202309/webhooks', query: QUERY, body: R7_BODY },
    sign: 'd7d56222eeb2ef1180e60294e4e7ebb16c278817f1df72ed6536f3dbb79ac19b',
  },
};

describe('S01: TikTok Shop signs calls', () => {
  it.each(Object.entries(VECTORS))('%s', (_name, { input, sign }) => {
    expect(signature(input)).toBe(sign);
  });

  it('has the body of R3 byte for byte', () => {
    expect(Buffer.byteLength(R3_BODY)).toBe(127);
  });

  const { input, sign } = VECTORS['R3, a Thai body with emoji'];
  it.each([
    ['the order of parameters', { query: Object.fromEntries(Object.entries(QUERY).reverse()) }],
    ['a signature that is there already', { query: { ...QUERY, sign: 'abc' } }],
    ['a token in the query', { query: { ...QUERY, access_token: 'abc' } }],
  ])('does not heed %s', (_name, other) => {
    expect(signature({ ...input, ...other })).toBe(sign);
  });

  it.each([
    ['the secret', { secret: new SecretText('e59af819cc') }],
    ['the path', { path: `${MESSAGES}/` }],
    ['the time', { query: { ...QUERY, timestamp: '1767225601' } }],
    ['one character of the body', { body: R3_BODY.replace('🙏', '😊') }],
    ['the spelling of the body', { body: JSON.stringify(JSON.parse(R3_BODY), null, 1) }],
    ['an empty body that will not be sent', { body: undefined }],
  ])('heeds %s', (_name, other) => {
    expect(signature({ ...input, ...other })).not.toBe(sign);
  });
});

describe('A signed call of TikTok Shop', () => {
  const caller = {
    app: { id: '6exampleappkey', secret: SECRET, facts: {} },
    token: new SecretText('canary-access-token'),
    now: 1_767_225_600_900,
    cipher: CIPHER,
  };
  const call = (request: ShopRequest, overrides: object = {}) =>
    signedCall({ ...caller, ...overrides }, request);
  const signOf = (url: string) => new URL(url).searchParams.get('sign');

  it('R5: is signed before it is encoded', () => {
    const query = { page_size: '20', page_token: PAGE_TOKEN };
    const { url } = call({ method: 'GET', path: CONVERSATIONS, query });
    expect(url).toContain('page_token=6AsPQs%2FN5M1k%2Bud64%3D%3D');
    expect(signOf(url)).toBe(VECTORS['R5, a value that URL encoding changes'].sign);
  });

  it('R3, R7: sends the very text that it signs', () => {
    const content = JSON.stringify({ content: 'สวัสดีค่ะ ส่งของวันนี้นะคะ 🙏' });
    const sent = call({ method: 'POST', path: MESSAGES, body: { type: 'TEXT', content } });
    expect(sent.body).toBe(R3_BODY);
    expect(signOf(sent.url)).toBe(VECTORS['R3, a Thai body with emoji'].sign);
    const body = { event_type: 'NEW_MESSAGE', address: 'https://hooks.example.com/tiktok/shop' };
    const put = call({ method: 'PUT', path: '/event/202309/webhooks', body });
    expect(put.body).toBe(R7_BODY);
    expect(signOf(put.url)).toBe(VECTORS['R7, PUT'].sign);
  });

  it('R6: sends no empty body', () => {
    const sent = call({ method: 'POST', path: `${MESSAGES}/read` });
    expect(sent).not.toHaveProperty('body');
    expect(signOf(sent.url)).toBe(VECTORS['R6, POST without a body'].sign);
  });

  it('S11: carries the token in a header only, and the time in seconds', () => {
    const { url, headers } = call({ method: 'GET', path: CONVERSATIONS });
    expect(url).not.toContain('canary');
    expect(headers).toMatchObject({ 'x-tts-access-token': 'canary-access-token' });
    expect(new URL(url).searchParams.get('timestamp')).toBe('1767225600');
  });

  it.each([
    ['GET', true],
    ['PUT', true],
    ['DELETE', true],
    ['POST', false],
  ] as const)('%s may be repeated: %s', (method, idempotent) => {
    expect(call({ method, path: CONVERSATIONS }).idempotent).toBe(idempotent);
  });
});
