import { tiktok } from '../../../../lambdas/connectors/tiktok/index.ts';
import { InvalidInput, UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';
import type { AccountToConnect } from '../../../../lambdas/ports/connector.ts';

const account = (credentials: Record<string, string>): AccountToConnect => ({
  connectionId: 'c1',
  accountId: '7495112233445566778',
  publicBaseUrl: 'https://hooks.example.com',
  credentials,
});

describe('TikTok: where an account is reached', () => {
  it.each([
    ['shop', 'https://hooks.example.com/webhooks/tiktok/shop', 'app/tiktok-shop'],
    ['business', 'https://hooks.example.com/webhooks/tiktok/business', 'app/tiktok-business'],
  ])('%s: one address and the operator’s app for all accounts', (surface, webhookUrl, credential) => {
    const found = tiktok.webhookOf(account({ surface, accessToken: 'a-token', refreshToken: 'r-token' }));
    expect(found).toMatchObject({ surface, webhookUrl, credentials: [credential] });
    expect(found).not.toHaveProperty('own');
    expect(found.tokens.accessToken?.reveal()).toBe('a-token');
    expect(found.tokens.refreshToken?.reveal()).toBe('r-token');
  });

  it('takes an account without a refresh token', () => {
    const { tokens } = tiktok.webhookOf(account({ surface: 'shop', accessToken: 'a-token' }));
    expect(Object.keys(tokens)).toEqual(['accessToken']);
  });

  it('names the surfaces when another one is asked for, and does not repeat the value', () => {
    const refused = () => tiktok.webhookOf(account({ surface: 'a-secret-by-mistake', accessToken: 'a' }));
    expect(refused).toThrow(InvalidInput);
    expect(refused).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('a-secret-by-mistake') }),
    );
    expect(refused).toThrow(expect.objectContaining({ details: ['allowed: shop, business'] }));
  });

  it.each([
    ['surface', { accessToken: 'a' }],
    ['accessToken', { surface: 'shop' }],
  ])('names a missing %s', (field, credentials) => {
    expect(() => tiktok.webhookOf(account(credentials as Record<string, string>))).toThrow(
      `credentials.${field} is missing`,
    );
  });
});

describe('TikTok: bodies that are no delivery', () => {
  it.each([
    ['shop', ''],
    ['shop', 'nonsense'],
    ['shop', '[]'],
    ['shop', '{}'],
    ['shop', '{"type":"NEW_MESSAGE","shop_id":"1"}'],
    ['shop', '{"event":"im_receive_msg","user_openid":"a","content":"{}"}'],
    ['business', ''],
    ['business', '"im_receive_msg"'],
    ['business', '{}'],
    ['business', '{"event":7,"user_openid":"a","content":"{}"}'],
    ['business', '{"type":14,"shop_id":"1","data":{}}'],
    ['main', '{"type":1,"event":"im_send_msg"}'],
    ['main', '{"event":"video.publish.completed"}'],
  ])('%s refuses %s', (surface, body) => {
    expect(() => tiktok.parse({ surface, body: Buffer.from(body), receivedAt: 0 })).toThrow(
      UnreadableDelivery,
    );
  });
});
