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
      return read(object).map(withBoundedData);
    } catch (error) {
      const reason =
        error instanceof UnreadableDelivery ? error.message : `the parser failed: ${nameOf(error)}`;
      return [{ type: 'unreadable' as const, reason }];
    }
  });
}

/** Longer facts than any platform's, in characters of JSON: text that customers write is not among them. */
const MAX_DATA = 16_384;

/** An entry has to fit its place; facts that are longer than any platform's are replaced by the word that they were. */
function withBoundedData(item: InboundItem): InboundItem {
  if ((item.type !== 'message' && item.type !== 'event') || JSON.stringify(item.data).length <= MAX_DATA)
    return item;
  return { ...item, data: { tooLarge: true } };
}

/** The class of an error, without its message, which may quote the input. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
