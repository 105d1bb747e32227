import { UnreadableDelivery } from '../../domain/errors.ts';
import type { InboundItem } from '../../domain/inbound.ts';
import type { ParseInput } from '../../ports/connector.ts';
import { parseBusiness } from './business/parse.ts';
import { parseShop } from './shop/parse.ts';

/**
 * Reads a delivery of either surface.
 * @throws UnreadableDelivery when the body is no envelope of that surface
 */
export function parse(delivery: ParseInput): InboundItem[] {
  if (delivery.surface === 'shop') return parseShop(delivery.body);
  if (delivery.surface === 'business') return parseBusiness(delivery.body);
  throw new UnreadableDelivery('the surface is neither shop nor business');
}
