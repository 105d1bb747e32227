import { access } from '../../../../lambdas/connectors/tiktok/access/index.ts';
import { tiktok } from '../../../../lambdas/connectors/tiktok/index.ts';
import { UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';

describe('TikTok: where an account is reached', () => {
  it.each([
    ['shop', 'https://hooks.example.com/webhooks/tiktok/shop', 'app/tiktok-shop'],
    ['business', 'https://hooks.example.com/webhooks/tiktok/business', 'app/tiktok-business'],
  ])('%s: one address and the operator’s app for all accounts', (login, webhookUrl, credential) => {
    const publicBaseUrl = 'https://hooks.example.com';
    const found = tiktok.webhookOf({ connectionId: 'c1', login, publicBaseUrl });
    expect(found).toEqual({ webhookUrl, credentials: [credential] });
  });

  it('brings its access when it is asked for', async () => {
    expect(await tiktok.access()).toBe(access);
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
