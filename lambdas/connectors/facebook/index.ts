import type { Connector } from '../../ports/connector.ts';
import { handshake } from '../shared/meta/handshake.ts';
import { manifest } from './manifest.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';
import { webhookOf } from './webhook-of.ts';

/** Messenger and comments of Facebook Pages. */
export const facebook: Connector = {
  manifest,
  verify,
  parse,
  handshake,
  webhookOf,
  access: async () => (await import('./access/index.ts')).access,
  messaging: async () => (await import('./messaging/index.ts')).messaging,
};
