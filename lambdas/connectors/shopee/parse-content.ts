import type { InboundAttachment, InboundMessage } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import { defined, idField, type JsonObject, numberField, required, textField } from '../shared/fields.ts';
import { httpsUrl } from '../shared/https-url.ts';

/** Where a bare id is to be had. Thailand's hosts: all connected shops are Thai. */
const IMAGE_BASE = 'https://cf.shopee.co.th/file/';
const VIDEO_BASE = 'https://cvf.shopee.co.th/file/';

type Content = Pick<InboundMessage, 'kind' | 'text' | 'attachments' | 'data'>;

/** The part of a message that depends on its type. Types known from the history only are shown as unsupported. */
export function readContent(type: string, content: JsonObject | undefined): Content {
  switch (type) {
    case 'text':
      return { ...BARE, kind: 'text', text: required(textField(content, 'text'), 'content.text') };
    case 'image':
      return {
        ...BARE,
        kind: 'image',
        attachments: file('image', IMAGE_BASE, content, ['url', 'thumb_url']),
      };
    case 'video':
      return {
        ...BARE,
        kind: 'video',
        attachments: file('video', VIDEO_BASE, content, ['video_url']),
        data: facts({ durationSeconds: numberField(content, 'duration_seconds') }),
      };
    case 'item':
      return {
        ...BARE,
        kind: 'product',
        data: facts({ itemId: idField(content, 'item_id'), shopId: idField(content, 'shop_id') }),
      };
    case 'order':
      return { ...BARE, kind: 'order', data: facts({ orderId: idField(content, 'order_sn') }) };
    case 'sticker':
      return { ...BARE, kind: 'sticker', data: sticker(content) };
    default:
      return { ...BARE, text: textField(content, 'text') ?? null, data: { platformType: type } };
  }
}

const BARE: Content = { kind: 'unsupported', text: null, attachments: [], data: {} };

function sticker(content: JsonObject | undefined): Record<string, Json> {
  return facts({
    packageId: idField(content, 'sticker_package_id'),
    stickerId: idField(content, 'sticker_id'),
  });
}

function facts(values: Record<string, Json | undefined>): Record<string, Json> {
  return defined(values) as Record<string, Json>;
}

/** The first of the named fields that holds an address or a bare id; none, when none does. */
function file(
  kind: 'image' | 'video',
  base: string,
  content: JsonObject | undefined,
  names: readonly string[],
): InboundAttachment[] {
  const urls = names.map((name) => addressOf(textField(content, name), base));
  const url = urls.find((found) => found !== undefined);
  return url === undefined ? [] : [{ kind, url }];
}

/** Where a picture of Shopee's is, from a full address or a bare id. */
export function pictureAddress(value: string | undefined): string | undefined {
  return addressOf(value, IMAGE_BASE);
}

/** A full address stays as it is; a bare id of Shopee's file store gets its host; anything else is none. */
function addressOf(value: string | undefined, base: string): string | undefined {
  if (value !== undefined && /^[A-Za-z0-9][\w.-]*$/.test(value)) return base + value;
  return httpsUrl(value);
}
