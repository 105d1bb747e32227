import type { InboundItem } from '../../domain/inbound.ts';
import type { ParseInput } from '../../ports/connector.ts';
import { parseDelivery } from '../shared/meta/parse-delivery.ts';
import { dialect } from './dialect.ts';

/** Reads a delivery of the object `page`. */
export function parse({ body }: ParseInput): InboundItem[] {
  return parseDelivery(dialect, body);
}
