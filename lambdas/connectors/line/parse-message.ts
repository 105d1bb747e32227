import type { InboundAttachment, InboundMessage, MessageEdit } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import type { AttachmentKind, MessageKind } from '../../domain/timeline.ts';
import {
  defined,
  idField,
  type JsonObject,
  objectField,
  objectsField,
  pick,
  required,
  sizeField,
  textField,
} from '../shared/fields.ts';
import { httpsUrl } from '../shared/https-url.ts';
import type { LineEvent } from './parse.ts';

/** The part of a message that depends on its type. */
interface Content {
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly attachments: readonly InboundAttachment[];
  readonly data: Readonly<Record<string, Json>>;
}

export function readMessage(context: LineEvent): InboundMessage {
  const message = required(objectField(context.event, 'message'), 'message');
  const content = readContent(required(textField(message, 'type'), 'message.type'), message);
  return toMessage(context, message, content);
}

/** Only groups and only text today. The edit with the largest event time wins; an unknown original is stored from it. */
export function readEdit(context: LineEvent): MessageEdit {
  const message = required(objectField(context.event, 'message'), 'message');
  const original = toMessage(context, message, readContent('text', message));
  return {
    type: 'edit',
    accountId: context.accountId,
    thread: original.thread,
    customer: context.customer,
    platformMessageId: original.platformMessageId,
    text: required(textField(message, 'text'), 'message.text'),
    at: context.at,
    order: context.at,
    original,
  };
}

function toMessage(context: LineEvent, message: JsonObject, content: Content): InboundMessage {
  return defined({
    type: 'message' as const,
    accountId: context.accountId,
    thread: required(context.thread, 'source'),
    customer: context.customer,
    platformMessageId: required(idField(message, 'id'), 'message.id'),
    direction: 'inbound' as const,
    author: { type: 'customer' as const },
    ...content,
    replyToPlatformMessageId: idField(message, 'quotedMessageId'),
    sentAt: context.at,
    replyToken: context.replyToken,
    handles: handlesOf(message),
    standby: context.standby || undefined,
  }) as InboundMessage;
}

function handlesOf(message: JsonObject): Record<string, string> | undefined {
  const handles = defined({
    quoteToken: textField(message, 'quoteToken'),
    markAsReadToken: textField(message, 'markAsReadToken'),
  });
  return Object.keys(handles).length > 0 ? (handles as Record<string, string>) : undefined;
}

function readContent(type: string, message: JsonObject): Content {
  switch (type) {
    case 'text':
      return {
        kind: 'text',
        text: required(textField(message, 'text'), 'message.text'),
        attachments: [],
        data: textMarks(message),
      };
    case 'image':
    case 'video':
    case 'audio':
      return media(type, message);
    case 'file':
      return file(message);
    case 'location':
      return {
        kind: 'location',
        text: null,
        attachments: [],
        data: pick(message, ['title', 'address', 'latitude', 'longitude']),
      };
    case 'sticker':
      return sticker(message);
    default:
      return { kind: 'unsupported', text: null, attachments: [], data: { platformType: type } };
  }
}

/** Mentions and emojis point into the text in UTF-16 units. */
function textMarks(message: JsonObject): Record<string, Json> {
  const emojis = objectsField(message, 'emojis').map((e) =>
    pick(e, ['index', 'length', 'productId', 'emojiId']),
  );
  const mentions = objectsField(objectField(message, 'mention'), 'mentionees').map((m) =>
    pick(m, ['index', 'length', 'type', 'userId', 'isSelf']),
  );
  return { ...(emojis.length > 0 ? { emojis } : {}), ...(mentions.length > 0 ? { mentions } : {}) };
}

function media(kind: AttachmentKind & ('image' | 'video' | 'audio'), message: JsonObject): Content {
  const provider = objectField(message, 'contentProvider');
  const external = textField(provider, 'type') === 'external';
  const attachment = defined({
    kind,
    url: external ? httpsUrl(textField(provider, 'originalContentUrl')) : undefined,
    mediaId: external ? undefined : idField(message, 'id'),
  }) as InboundAttachment;
  const set = objectField(message, 'imageSet');
  const data = {
    ...pick(message, ['duration']),
    ...(set ? { imageSet: pick(set, ['id', 'index', 'total']) } : {}),
    ...(external ? { external: true } : {}),
  };
  return { kind, text: null, attachments: [attachment], data };
}

function file(message: JsonObject): Content {
  const attachment = defined({
    kind: 'file' as const,
    mediaId: idField(message, 'id'),
    name: textField(message, 'fileName'),
    size: sizeField(message, 'fileSize'),
  }) as InboundAttachment;
  return { kind: 'file', text: null, attachments: [attachment], data: {} };
}

/** The picture cannot be had by the API. `text` of a message sticker is the customer's words, `keywords` are not. */
function sticker(message: JsonObject): Content {
  return {
    kind: 'sticker',
    text: textField(message, 'text') ?? null,
    attachments: [],
    data: pick(message, ['packageId', 'stickerId', 'stickerResourceType']),
  };
}
