import type { PlatformManifest } from '../../ports/connector.ts';
import { ANSWER_WITHIN_MS, MB, MEDIA_HOSTS, metaApp, REPLY_WINDOW, routesAt } from '../shared/meta/facts.ts';

const MINUTE_MS = 60_000;

/** Instagram messaging by both logins, facts of 2026. */
export const manifest: PlatformManifest = {
  id: 'instagram',
  name: 'Instagram',
  surfaces: ['main'],
  // With the Instagram login, apps in the field see either secret at work; the documentation does not say which.
  routes: routesAt('/webhooks/instagram', ['app/instagram', 'app/meta']),
  answerWithinMs: ANSWER_WITHIN_MS,
  apps: [metaApp('instagram')],
  hosts: {
    api: ['graph.instagram.com', 'api.instagram.com', 'graph.facebook.com'],
    media: MEDIA_HOSTS,
    consent: ['www.instagram.com', 'www.facebook.com'],
  },
  logins: {
    instagram: {
      surface: 'main',
      consent: true,
      credentials: false,
      app: 'instagram',
      pkce: false,
      scopes: {
        inbox: ['instagram_business_basic', 'instagram_business_manage_messages'],
        comments: ['instagram_business_manage_comments'],
        profiles: [],
      },
      renewal: { kind: 'refresh', singleUse: false },
      historyAfterMs: MINUTE_MS,
    },
    facebook: {
      surface: 'main',
      consent: true,
      credentials: false,
      app: 'meta',
      pkce: false,
      scopes: {
        inbox: [
          'instagram_basic',
          'instagram_manage_messages',
          'pages_show_list',
          'pages_manage_metadata',
          'pages_read_engagement',
        ],
        comments: ['instagram_manage_comments'],
        profiles: [],
      },
      renewal: { kind: 'none' },
      historyAfterMs: MINUTE_MS,
    },
  },
  outbound: {
    main: {
      text: { max: 1_000, unit: 'utf8_bytes' },
      image: { mimeTypes: ['image/png', 'image/jpeg', 'image/gif'], maxBytes: 8 * MB },
      video: {
        mimeTypes: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/quicktime', 'video/webm'],
        maxBytes: 25 * MB,
      },
      audio: {
        mimeTypes: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/wav'],
        maxBytes: 25 * MB,
      },
      file: { mimeTypes: ['application/pdf'], maxBytes: 25 * MB },
    },
  },
  replyWindow: { main: REPLY_WINDOW },
  // Stories, posts and reels belong to others and end when their owners want: app review refuses copies.
  media: {
    image: 'copy',
    video: 'copy',
    audio: 'copy',
    file: 'copy',
    sticker: 'copy',
    story_mention: 'link',
    share: 'link',
  },
  // No days are named: "without undue delay" once the data is no longer needed (Platform Terms 3.d; 120 days in the data protection questions).
};
