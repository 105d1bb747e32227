import type { RetentionTerm } from '../../domain/retention.ts';
import type { PlatformManifest } from '../../ports/connector.ts';

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** No number of days is named, but copies are allowed only as long as the permitted activity needs them; ours is answering. */
const NEEDED: RetentionTerm = {
  days: 365,
  cap: 730,
  source:
    'Lazada Open Platform developer agreement and security rules: copies only as long as the permitted activity needs them',
};

/** Lazada Open Platform (IM chat), facts of September 2026. */
export const manifest: PlatformManifest = {
  id: 'lazada',
  name: 'Lazada',
  surfaces: ['main'],
  routes: [{ method: 'POST', path: '/webhooks/lazada', surface: 'main', credentials: ['app/lazada'] }],
  // HTTP 200 and nothing else; above half of the pushes failing, Lazada stops pushing to the address.
  answerWithinMs: 500,
  apps: [
    {
      name: 'lazada',
      credential: 'app/lazada',
      idField: 'appKey',
      secretField: 'appSecret',
      factFields: ['appKey'],
    },
  ],
  hosts: {
    api: ['api.lazada.co.th', 'auth.lazada.com'],
    // The last two are of videos: that of the official examples, and one that leads on to lazvideo.lazcdn.com.
    media: ['*.slatic.net', '*.lazcdn.com', 'lazvideo.alicdn.com', 'cloud.video.lazada.com'],
    consent: ['auth.lazada.com'],
  },
  logins: {
    seller: {
      surface: 'main',
      consent: true,
      credentials: false,
      app: 'lazada',
      pkce: false,
      // What an app may do follows from its category; there is nothing to ask for. That of IM chat covers neither orders nor products
      // (InsufficientPermission): they would take a second app, with a consent of its own.
      scopes: { inbox: [], profiles: [] },
      renewal: { kind: 'refresh', singleUse: false },
      // Lazada prepares a month of messages; 10 to 15 minutes after the consent they are there. Once: polling is forbidden.
      historyAfterMs: 12 * MINUTE_MS,
    },
  },
  outbound: {
    main: {
      // No limit is published.
      text: { max: 1_000, unit: 'characters' },
      // Of `/image/upload`. Its page says 1 MB in two places and 3 MB in a third. Videos would need a cover, and minutes until they are
      // checked; there is nothing else to send.
      image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: MB },
    },
  },
  // No limit while the buyer keeps answering; after a day of silence five messages until the next answer.
  replyWindow: {
    main: { openMs: null, maxUnanswered: 5, unansweredAfterMs: DAY_MS, mayStart: false },
  },
  // Addresses of pictures and stickers expire.
  media: { image: 'copy', video: 'copy', sticker: 'copy' },
  retention: {
    messages: NEEDED,
    files: NEEDED,
    events: NEEDED,
    notes: NEEDED,
    profiles: NEEDED,
    conversations: NEEDED,
  },
};
