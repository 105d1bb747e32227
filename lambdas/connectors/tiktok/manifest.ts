import type { PlatformManifest } from '../../ports/connector.ts';

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** TikTok's two messaging products, which share only the name: Shop chat and a Business Account's direct messages. */
export const manifest: PlatformManifest = {
  id: 'tiktok',
  name: 'TikTok',
  surfaces: ['shop', 'business'],
  routes: [
    {
      method: 'POST',
      path: '/webhooks/tiktok/shop',
      surface: 'shop',
      credentials: ['app/tiktok-shop'],
    },
    {
      method: 'POST',
      path: '/webhooks/tiktok/business',
      surface: 'business',
      credentials: ['app/tiktok-business'],
    },
  ],
  // Shop's limit; Business only says "at once".
  answerWithinMs: 3_000,
  apps: [
    {
      name: 'tiktokShop',
      credential: 'app/tiktok-shop',
      idField: 'appKey',
      secretField: 'appSecret',
      factFields: ['appKey', 'serviceId'],
    },
    {
      name: 'tiktokBusiness',
      credential: 'app/tiktok-business',
      idField: 'clientKey',
      secretField: 'clientSecret',
      factFields: ['clientKey'],
    },
  ],
  hosts: {
    api: ['open-api.tiktokglobalshop.com', 'auth.tiktok-shops.com', 'business-api.tiktok.com'],
    // TikTok publishes no list; these are its CDN domains as seen in public payloads.
    media: ['business-api.tiktok.com', '*.ibyteimg.com', '*.tiktokcdn.com', '*.tiktokcdn-us.com'],
    consent: ['services.tiktokshop.com', 'www.tiktok.com'],
  },
  logins: {
    shop: {
      surface: 'shop',
      consent: true,
      credentials: false,
      app: 'tiktokShop',
      pkce: false,
      // Asked for by the app's settings, not by the consent page's address.
      scopes: {
        inbox: ['seller.authorization.info', 'seller.customer_service'],
        orders: ['seller.order.info'],
        products: ['seller.product.basic'],
      },
      renewal: { kind: 'refresh', singleUse: true },
      historyAfterMs: MINUTE_MS,
    },
    business: {
      surface: 'business',
      consent: true,
      credentials: false,
      app: 'tiktokBusiness',
      pkce: false,
      scopes: {
        inbox: ['message.list.read', 'message.list.send', 'message.list.manage', 'user.account.type'],
        profiles: ['user.info.basic', 'user.info.username', 'user.info.profile'],
      },
      renewal: { kind: 'refresh', singleUse: true },
      historyAfterMs: MINUTE_MS,
    },
  },
  outbound: {
    shop: {
      text: { max: 2_000, unit: 'characters' },
      image: { mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'], maxBytes: 10 * MB },
    },
    business: {
      text: { max: 6_000, unit: 'characters' },
      image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 3 * MB },
    },
  },
  replyWindow: {
    // Talked within 30 days. Orders (60 days) and returns open it too, which only `can_send_message` of the API knows.
    shop: { openMs: 30 * DAY_MS, mayStart: true },
    business: { openMs: 48 * HOUR_MS, maxUnanswered: 10, mayStart: false },
  },
  media: { image: 'copy', video: 'copy', sticker: 'copy', share: 'link' },
  retention: {
    parked: {
      days: 30,
      cap: 30,
      source: 'TikTok partner terms as known: raw webhook bodies at most 30 days, encrypted',
    },
  },
};
