import type { InboundMessage } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import type { MessageKind } from '../../domain/timeline.ts';
import { defined, idField, type JsonObject, pick, textField } from '../shared/fields.ts';
import { httpsUrl } from '../shared/https-url.ts';

/** What is kept of a card. The order panel has to do with it alone where the order app is not connected. */
interface Card {
  readonly kind: MessageKind;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

/** By `template_id`. */
const CARDS: Readonly<Record<number, Card>> = {
  10006: {
    kind: 'product',
    ids: ['itemId', 'skuId'],
    names: ['title', 'price', 'oldPrice', 'discount'],
    urls: ['iconUrl', 'actionUrl'],
  },
  10007: {
    kind: 'order',
    ids: ['orderId'],
    names: ['title', 'content', 'status'],
    urls: ['iconUrl', 'actionUrl'],
  },
  10008: {
    kind: 'voucher',
    ids: ['voucherId'],
    names: ['title', 'desc', 'discount', 'minOrderAmount', 'period', 'currency'],
    urls: [],
  },
  // A refund. Without `title`, which on this card is JSON inside a string, of unknown fields.
  10011: {
    kind: 'order',
    ids: ['refundOrderId'],
    names: [
      'refundOrderReason',
      'refundOrderDate',
      'subOrderTitle',
      'orderTotalPrice',
      'orderTotalPriceUnit',
    ],
    urls: ['viewUrl4Seller'],
  },
};

/** A card, or undefined for a template that is none. */
export function readCard(
  template: number,
  json: JsonObject | undefined,
): Pick<InboundMessage, 'kind' | 'data'> | undefined {
  const card = CARDS[template];
  if (card === undefined) return undefined;
  const data = defined({
    ...Object.fromEntries(card.ids.map((name) => [name, idField(json, name)])),
    ...pick(json, card.names),
    ...Object.fromEntries(card.urls.map((name) => [name, httpsUrl(textField(json, name))])),
  });
  return { kind: card.kind, data: data as Record<string, Json> };
}
