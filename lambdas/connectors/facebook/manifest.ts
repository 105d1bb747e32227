import type { PlatformManifest } from '../../ports/connector.ts';
import { ANSWER_WITHIN_MS, MB, MEDIA_HOSTS, metaApp, REPLY_WINDOW, routesAt } from '../shared/meta/facts.ts';

const MINUTE_MS = 60_000;

/** Messenger for Pages, Graph API v25.0, facts of 2026. */
export const manifest: PlatformManifest = {
  id: 'facebook',
  name: 'Facebook',
  surfaces: ['main'],
  routes: routesAt('/webhooks/facebook', ['app/meta']),
  answerWithinMs: ANSWER_WITHIN_MS,
  apps: [metaApp('meta')],
  hosts: { api: ['graph.facebook.com'], media: MEDIA_HOSTS, consent: ['www.facebook.com'] },
  logins: {
    facebook: {
      surface: 'main',
      consent: true,
      credentials: false,
      app: 'meta',
      pkce: false,
      // Names and pictures need no permission but the feature "Business Asset User Profile Access".
      scopes: {
        inbox: ['pages_show_list', 'pages_manage_metadata', 'pages_messaging'],
        comments: [
          'pages_manage_metadata',
          'pages_read_engagement',
          'pages_read_user_content',
          'pages_manage_engagement',
        ],
        profiles: [],
      },
      // A Page's token that comes with a long-lived user token has no expiry date.
      renewal: { kind: 'none' },
      historyAfterMs: MINUTE_MS,
    },
  },
  outbound: {
    main: {
      // "2000 characters": of what, Meta does not say; nothing that fits UTF-16 units can be too long.
      text: { max: 2_000, unit: 'utf16' },
      image: { mimeTypes: ['image/jpeg', 'image/png', 'image/gif'], maxBytes: 8 * MB },
      video: { mimeTypes: ['video/mp4', 'video/quicktime', 'video/webm'], maxBytes: 25 * MB },
      audio: { mimeTypes: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/wav'], maxBytes: 25 * MB },
      file: {
        mimeTypes: [
          'application/pdf',
          'application/zip',
          'application/msword',
          'application/vnd.ms-excel',
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'text/plain',
          'text/csv',
        ],
        maxBytes: 25 * MB,
      },
    },
  },
  replyWindow: { main: REPLY_WINDOW },
  // Posts and reels that a customer shares belong to others.
  media: { image: 'copy', video: 'copy', audio: 'copy', file: 'copy', sticker: 'copy', share: 'link' },
  // No days are named: "without undue delay" once the data is no longer needed (Platform Terms 3.d; 120 days in the data protection questions).
};
