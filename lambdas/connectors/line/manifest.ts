import type { PlatformManifest } from '../../ports/connector.ts';

const MB = 1024 * 1024;

/** LINE Messaging API, facts of 7 August 2026. */
export const manifest: PlatformManifest = {
  id: 'line',
  name: 'LINE',
  surfaces: ['main'],
  routes: [
    {
      method: 'POST',
      path: '/webhooks/line/{connectionId}',
      surface: 'main',
      credentials: ['line/{connectionId}'],
    },
  ],
  // LINE counts a later answer as `request_timeout`.
  answerWithinMs: 2_000,
  apps: [],
  hosts: {
    api: ['api.line.me', 'api-data.line.me', 'manager.line.biz'],
    media: ['api-data.line.me', 'profile.line-scdn.net'],
  },
  // A channel's own token may do everything; these are the scopes of a module channel.
  scopes: {
    main: {
      inbox: ['message:send', 'message:receive', 'message:mark_as_read'],
      profiles: ['profile:read'],
    },
  },
  outbound: {
    main: {
      text: { max: 5_000, unit: 'utf16' },
      image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 10 * MB },
      video: { mimeTypes: ['video/mp4'], maxBytes: 200 * MB },
      audio: { mimeTypes: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'], maxBytes: 200 * MB },
    },
  },
  // A push goes out at any time; it counts against the monthly quota, an answer by reply token does not.
  replyWindow: { main: { openMs: null, mayStart: false, paidWithoutReplyToken: true } },
  media: { image: 'copy', video: 'copy', audio: 'copy', file: 'copy', sticker: 'link' },
};
