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
    // The one address of the operator's module channel; `destination` tells the account.
    {
      method: 'POST',
      path: '/webhooks/line/module',
      surface: 'main',
      credentials: ['app/line-module'],
    },
  ],
  // LINE counts a later answer as `request_timeout`.
  answerWithinMs: 2_000,
  apps: [
    {
      name: 'lineModule',
      credential: 'app/line-module',
      idField: 'channelId',
      secretField: 'channelSecret',
      factFields: ['channelId'],
      // The name of the header that tells accounts apart is agreed with LINE.
      optionalFields: ['botIdHeader'],
    },
  ],
  hosts: {
    api: ['api.line.me', 'api-data.line.me', 'manager.line.biz'],
    media: ['api-data.line.me', 'profile.line-scdn.net'],
    consent: ['manager.line.biz'],
  },
  logins: {
    // A channel's own token may do everything.
    channel: {
      surface: 'main',
      consent: false,
      credentials: true,
      app: null,
      pkce: false,
      scopes: { inbox: [], profiles: [] },
      renewal: { kind: 'issue' },
    },
    // For companies that LINE accepted into its marketplace.
    module: {
      surface: 'main',
      consent: true,
      credentials: false,
      app: 'lineModule',
      pkce: true,
      scopes: {
        inbox: ['message:send', 'message:receive', 'message:mark_as_read'],
        profiles: ['profile:read'],
      },
      renewal: { kind: 'issue' },
    },
  },
  outbound: {
    main: {
      text: { max: 5_000, unit: 'utf16' },
      image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 10 * MB },
      video: { mimeTypes: ['video/mp4'], maxBytes: 200 * MB },
      audio: { mimeTypes: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'], maxBytes: 200 * MB },
      // Of a push, by its retry key. An answer by reply token has none, and is never repeated.
      batch: 5,
      idempotent: true,
      // What an official account sends is not delivered to its webhook, and nobody says when it was read.
      echoes: false,
    },
  },
  // A push goes out at any time; it counts against the monthly quota, an answer by reply token does not.
  replyWindow: { main: { openMs: null, mayStart: false, paidWithoutReplyToken: true } },
  media: { image: 'copy', video: 'copy', audio: 'copy', file: 'copy', sticker: 'link' },
  // LINE names no days; it asks that what a sender takes back can be neither seen nor used, and leaves the rest to the merchant and the law.
};
