import type { Json } from '../../../domain/platform.ts';
import { type JsonObject, objectField, objectsField, textField } from '../fields.ts';
import { type Piece, unsupported } from './attachment-piece.ts';
import { ids, texts } from './rename-fields.ts';
import { webUrl } from './urls.ts';

/** Meta's own limits for templates: https://developers.facebook.com/documentation/business-messaging/messenger-platform */
const MAX_CARDS = 10;
const MAX_BUTTONS = 3;

/** Product cards that a customer shares, and the templates that a business sent (echo). Comes empty, too. */
export function readTemplate(payload: JsonObject | undefined): Piece {
  const products = objectsField(objectField(payload, 'product'), 'elements').slice(0, MAX_CARDS);
  if (products.length > 0) return { kind: 'product', data: { products: products.map(productOf) } };
  const elements = cardsOf(payload);
  const buttons = buttonsOf(payload);
  const words = texts(payload, { templateText: 'text' });
  if (elements.length + buttons.length + Object.keys(words).length === 0) return unsupported('template');
  return {
    kind: 'template',
    data: {
      ...texts(payload, { templateType: 'template_type' }),
      ...words,
      ...(elements.length > 0 ? { elements } : {}),
      ...(buttons.length > 0 ? { buttons } : {}),
    },
  };
}

function productOf(element: JsonObject): Record<string, Json> {
  const imageUrl = webUrl(element, 'image_url');
  return {
    ...ids(element, { productId: 'id', retailerId: 'retailer_id' }),
    ...texts(element, { title: 'title', subtitle: 'subtitle' }),
    ...(imageUrl ? { imageUrl } : {}),
  };
}

/** Messenger has the elements in the payload, Instagram below `generic`. */
function cardsOf(payload: JsonObject | undefined): Json[] {
  return [...objectsField(payload, 'elements'), ...objectsField(objectField(payload, 'generic'), 'elements')]
    .slice(0, MAX_CARDS)
    .map((element) => {
      const buttons = buttonsOf(element);
      return {
        ...texts(element, { title: 'title', subtitle: 'subtitle' }),
        ...(buttons.length > 0 ? { buttons } : {}),
      };
    });
}

function buttonsOf(object: JsonObject | undefined): string[] {
  return objectsField(object, 'buttons')
    .map((button) => textField(button, 'title'))
    .filter((title) => title !== undefined)
    .slice(0, MAX_BUTTONS);
}
