import type { Connector } from '../../ports/connector.ts';
import { manifest } from './manifest.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';
import { webhookOf } from './webhook-of.ts';

/** Shopee shops by the merchant's own Open Platform v2 app. */
export const shopee: Connector = {
  manifest,
  verify,
  parse,
  webhookOf,
  access: async () => (await import('./access/index.ts')).access,
  messaging: async () => (await import('./messaging/index.ts')).messaging,
};
