import type { WindowRule } from '../../../domain/reply-window.ts';
import type { AppDefinition, WebhookRoute } from '../../../ports/connector.ts';

/** Facts of Meta's documentation, 2026, that hold for Messenger and Instagram alike. Sizes in bytes. */
export const MB = 1024 * 1024;
const HOUR = 3_600_000;

/** Meta takes a later answer for a failure; after an hour of failures it ends the subscription. */
export const ANSWER_WITHIN_MS = 5_000;

/** Signed addresses of its content delivery network, and pictures of profiles. */
export const MEDIA_HOSTS = [
  '*.fbcdn.net',
  '*.fbsbx.com',
  '*.cdninstagram.com',
  '*.facebook.com',
  '*.instagram.com',
] as const;

/** 24 hours for anybody; up to 7 days for a human, with the tag HUMAN_AGENT. */
export const REPLY_WINDOW: WindowRule = { openMs: 24 * HOUR, humanMs: 7 * 24 * HOUR, mayStart: false };

/** Deliveries and the check of the address arrive at one path. */
export function routesAt(path: string, credentials: readonly string[]): WebhookRoute[] {
  return (['POST', 'GET'] as const).map((method) => ({ method, path, surface: 'main', credentials }));
}

/** A Meta application: its id and verify token are facts, its secret signs. */
export function metaApp(name: string): AppDefinition {
  return {
    name,
    credential: `app/${name}`,
    idField: 'appId',
    secretField: 'appSecret',
    factFields: ['appId', 'verifyToken'],
  };
}
