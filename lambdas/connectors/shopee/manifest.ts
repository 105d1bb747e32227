import type { RetentionTerm } from '../../domain/retention.ts';
import type { PlatformManifest } from '../../ports/connector.ts';

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Names, phones, addresses and the like. */
const PERSONAL: RetentionTerm = {
  days: 90,
  cap: 90,
  source:
    'Shopee Data Protection Policy, sections 10.6 and 10.7: personal and restricted data at most 90 days',
};

/** Whether the text of chats counts as well, the policy does not say. Buyers write addresses there: until counsel says otherwise, it does. */
const CHAT: RetentionTerm = {
  ...PERSONAL,
  source:
    'Shopee Data Protection Policy, sections 10.6 and 10.7: 90 days; taken to cover what buyers write in chats',
};

/** Shopee Open Platform v2 (seller chat), facts of September 2026. */
export const manifest: PlatformManifest = {
  id: 'shopee',
  name: 'Shopee',
  surfaces: ['main'],
  routes: [
    {
      method: 'POST',
      path: '/webhooks/shopee/{partnerId}',
      surface: 'main',
      // A key to look up by: every merchant who names this partner id has a credential of its own below it.
      credentials: ['shopee/{partnerId}'],
    },
  ],
  // Chat pushes; all others have 3 s. An answer with a body counts as a failure.
  answerWithinMs: 2_000,
  // Chat is closed to operators' apps: each merchant brings the in-house app of its own.
  apps: [],
  hosts: {
    api: [
      'partner.shopeemobile.com',
      'openplatform.sandbox.test-stable.shopee.sg',
      'partner.test-stable.shopeemobile.com',
    ],
    media: ['cf.shopee.co.th', 'cvf.shopee.co.th', '*.img.susercontent.com', '*.vod.susercontent.com'],
    consent: ['open.shopee.com'],
  },
  logins: {
    // Seller In-house System: the merchant's own app, then the merchant's consent to it.
    in_house: {
      surface: 'main',
      consent: true,
      credentials: true,
      app: null,
      ownAppId: 'partnerId',
      pkce: false,
      // What an app may do follows from its type; there is nothing to ask for.
      scopes: { inbox: [], orders: [], products: [], profiles: [] },
      renewal: { kind: 'refresh', singleUse: true },
      historyAfterMs: MINUTE_MS,
    },
  },
  outbound: {
    main: {
      text: { max: 600, unit: 'characters' },
      // Newer pages say 10 MB, older ones 2 MB.
      image: { mimeTypes: ['image/jpeg', 'image/png', 'image/gif'], maxBytes: 2 * MB },
      // From 1 to 180 s. The size is what integrators found; the pages that say it are not public.
      video: { mimeTypes: ['video/mp4'], maxBytes: 30 * MB },
    },
  },
  // An order opens a conversation, too (`first_chat_without_order_info`), hence `mayStart`.
  replyWindow: { main: { openMs: 7 * DAY_MS, maxUnanswered: 5, mayStart: true } },
  media: { image: 'copy', video: 'copy' },
  retention: {
    profiles: PERSONAL,
    conversations: PERSONAL,
    messages: CHAT,
    files: CHAT,
    events: CHAT,
    notes: CHAT,
  },
};
