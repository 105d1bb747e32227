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
  hosts: { api: ['api.pigeon.example'], media: ['*.pictures.pigeon.example'] },
  scopes: { main: { inbox: ['letters:read', 'letters:write'] } },
  outbound: {
    main: {
      text: { max: 280, unit: 'characters' },
      image: { mimeTypes: ['image/jpeg'], maxBytes: 1024 * 1024 },
    },
  },
  replyWindow: { main: { openMs: 72 * HOUR_MS, maxUnanswered: 3, mayStart: false } },
  media: { image: 'copy' },
};
