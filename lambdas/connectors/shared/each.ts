import { UnreadableDelivery } from '../../domain/errors.ts';
import type { InboundItem } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import { asObject, type JsonObject } from './fields.ts';

/**
 * Reads each part of a delivery on its own: one that cannot be understood becomes an `unreadable` item, and its neighbours
 * are read all the same. A bug in the parser counts as one, too, for its part alone: the delivery is kept with it until the
 * parser is mended and the delivery is re-driven.
 */
export function readEach(parts: readonly Json[], read: (part: JsonObject) => InboundItem[]): InboundItem[] {
  return parts.flatMap((part) => {
    try {
      const object = asObject(part);
      if (object === undefined) throw new UnreadableDelivery('an element is no object');
      return read(object);
    } catch (error) {
      const reason =
        error instanceof UnreadableDelivery ? error.message : `the parser failed: ${nameOf(error)}`;
      return [{ type: 'unreadable' as const, reason }];
    }
  });
}

/** The class of an error, without its message, which may quote the input. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
