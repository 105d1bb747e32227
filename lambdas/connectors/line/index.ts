import type { Connector } from '../../ports/connector.ts';
import { manifest } from './manifest.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';
import { webhookOf } from './webhook-of.ts';

/** LINE Official Accounts by the Messaging API. */
export const line: Connector = {
  manifest,
  verify,
  parse,
  webhookOf,
  access: async () => (await import('./access/index.ts')).access,
  messaging: async () => (await import('./messaging/index.ts')).messaging,
};
