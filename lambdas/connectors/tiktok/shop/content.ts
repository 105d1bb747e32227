import { idField, type JsonObject, numberField, textField, timeField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { type Content, factsContent, fileContent, textContent, unsupportedContent } from '../content.ts';
import { innerJson } from '../inner-json.ts';

/** Reads the inner object of one type; undefined when the field that makes the message is not there. */
type Reader = (inner: JsonObject) => Content | undefined;

/**
 * The content of a Shop message or note. An unknown type, and a `content` that is empty, no JSON or without its main field,
 * become a placeholder: a message is never lost for its content.
 */
export function readContent(type: string, data: JsonObject): Content {
  const inner = innerJson(data);
  const content = inner && READERS.get(type)?.(inner);
  return content ?? unsupportedContent(type);
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['TEXT', words],
  ['IMAGE', (inner) => picture('image', inner)],
  ['EMOTICONS', (inner) => picture('sticker', inner)],
  ['VIDEO', video],
  ['PRODUCT_CARD', (inner) => card('product', inner, 'product_id')],
  ['ORDER_CARD', (inner) => card('order', inner, 'order_id')],
  ['RETURN_REFUND_CARD', (inner) => card('order', inner, 'order_id', 'return')],
  ['LOGISTICS_CARD', (inner) => card('order', inner, 'order_id', 'logistics')],
  ['COUPON_CARD', (inner) => card('voucher', inner, 'coupon_id')],
  ['BUYER_ENTER_FROM_PRODUCT', (inner) => card('product', inner, 'product_id')],
  ['BUYER_ENTER_FROM_ORDER', (inner) => card('order', inner, 'order_id')],
  ['BUYER_ENTER_FROM_TRANSFER', words],
  ['ALLOCATED_SERVICE', words],
  ['NOTIFICATION', words],
  ['OTHER', (inner) => unsupportedContent('OTHER', textField(inner, 'content') ?? null)],
]);

function words(inner: JsonObject): Content | undefined {
  const text = textField(inner, 'content');
  return text === undefined ? undefined : textContent(text);
}

/** Width and height come as numbers or as strings of digits. */
function picture(kind: 'image' | 'sticker', inner: JsonObject): Content | undefined {
  const url = httpsUrl(textField(inner, 'url'));
  if (!url) return undefined;
  return fileContent(kind, { url }, size(inner));
}

/** `duration` comes in seconds with a fraction and is kept in milliseconds; the address dies at `expire_time`. */
function video(inner: JsonObject): Content | undefined {
  const url = httpsUrl(textField(inner, 'url'));
  if (!url) return undefined;
  const seconds = numberField(inner, 'duration');
  return fileContent(
    'video',
    { url, size: numberField(inner, 'size') },
    {
      ...size(inner),
      duration: seconds === undefined ? undefined : Math.round(seconds * 1000),
      videoId: idField(inner, 'vid'),
      expiresAt: timeField(inner, 'expire_time'),
    },
  );
}

function size(inner: JsonObject): { width: number | undefined; height: number | undefined } {
  return { width: numberField(inner, 'width'), height: numberField(inner, 'height') };
}

/** Cards carry ids only. Returns and parcels are cards about an order, told apart by `card`. */
function card(
  kind: 'product' | 'order' | 'voucher',
  inner: JsonObject,
  main: 'product_id' | 'order_id' | 'coupon_id',
  name?: 'return' | 'logistics',
): Content | undefined {
  if (idField(inner, main) === undefined) return undefined;
  return factsContent(kind, {
    card: name,
    productId: idField(inner, 'product_id'),
    orderId: idField(inner, 'order_id'),
    skuId: idField(inner, 'sku_id'),
    packageId: idField(inner, 'package_id'),
    couponId: idField(inner, 'coupon_id'),
  });
}
