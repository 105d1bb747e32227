import type { PlatformManifest } from '../../../../lambdas/ports/connector.ts';

const HOUR_MS = 3_600_000;

/** Pigeon Post, invented. */
export const manifest: PlatformManifest = {
  id: 'pigeon',
  name: 'Pigeon Post',
  surfaces: ['main'],
  routes: [
    {
      method: 'POST',
      path: '/webhooks/pigeon/{connectionId}',
      surface: 'main',
      credentials: ['pigeon/{connectionId}'],
    },
  ],
  answerWithinMs: 3_000,
  apps: [],
  hosts: { api: ['api.pigeon.example'], media: ['*.pictures.pigeon.example'], consent: [] },
  logins: {
    // The loft's keeper copies secret and token from the loft's door.
    loft: {
      surface: 'main',
      consent: false,
      credentials: true,
      app: null,
      pkce: false,
      scopes: { inbox: ['letters:read', 'letters:write'] },
      renewal: { kind: 'none' },
    },
  },
  outbound: {
    main: {
      text: { max: 280, unit: 'characters' },
      image: { mimeTypes: ['image/jpeg'], maxBytes: 1024 * 1024 },
    },
  },
  replyWindow: { main: { openMs: 72 * HOUR_MS, maxUnanswered: 3, mayStart: false } },
  media: { image: 'copy' },
};
