import type { Connector } from '../../../../lambdas/ports/connector.ts';
import { manifest } from './manifest.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';
import { webhookOf } from './webhook-of.ts';

/** Pigeon Post, which does not exist. */
export const pigeon: Connector = {
  manifest,
  verify,
  parse,
  webhookOf,
  access: async () => (await import('./access/index.ts')).access,
};
