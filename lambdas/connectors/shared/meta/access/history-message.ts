import { UnreadableDelivery } from '../../../../domain/errors.ts';
import type { InboundItem } from '../../../../domain/inbound.ts';
import type { Json } from '../../../../domain/platform.ts';
import { idField, isTrue, type JsonObject, objectField, objectsField, textField } from '../../fields.ts';
import type { Dialect } from '../dialect.ts';
import { contextOf } from '../event-context.ts';
import { readEvent } from '../parse-event.ts';
import { instantOf } from './instant.ts';

interface Account {
  readonly dialect: Dialect;
  readonly accountId: string;
  readonly aliases: readonly string[];
}

/**
 * A message of the Conversations API, written as the delivery of the same message and read by the same parser. Its `id` is the
 * delivery's `mid`; its time has no milliseconds. What lacks its details (Instagram gives them for the newest 20 only) is left out.
 */
export function readPast(account: Account, message: JsonObject): InboundItem[] {
  const event = deliveredAs(account, message);
  if (!event) return [];
  const entry = { id: account.accountId, time: undefined };
  try {
    return readEvent(contextOf(account.dialect, entry, event, false)).filter(
      ({ type }) => type === 'message',
    );
  } catch (error) {
    // One message that cannot be understood does not hide the others.
    if (error instanceof UnreadableDelivery) return [];
    throw error;
  }
}

function deliveredAs(account: Account, message: JsonObject): JsonObject | undefined {
  const mid = idField(message, 'id');
  const from = idField(objectField(message, 'from'), 'id');
  const timestamp = instantOf(message, 'created_time');
  if (mid === undefined || from === undefined || timestamp === undefined) return undefined;
  const isOwn = (id: string) => id === account.accountId || account.aliases.includes(id);
  const receivers = objectsField(objectField(message, 'to'), 'data').map((to) => idField(to, 'id'));
  const customer = isOwn(from) ? receivers.find((id) => id !== undefined && !isOwn(id)) : from;
  if (customer === undefined) return undefined;
  const sides = [{ id: customer }, { id: account.accountId }] as const;
  const [sender, recipient] = isOwn(from) ? [sides[1], sides[0]] : sides;
  return { sender, recipient, timestamp, message: { mid, ...contentOf(account.dialect, message) } };
}

function contentOf(dialect: Dialect, message: JsonObject): { [key: string]: Json } {
  const text = textField(message, 'message');
  const story = objectField(message, 'story');
  const mention = textField(objectField(story, 'mention'), 'link');
  const attachments: Json[] = [
    ...stickerOf(message),
    ...objectsField(objectField(message, 'attachments'), 'data').filter(isFile).map(fileOf),
    ...objectsField(objectField(message, 'shares'), 'data').map((share) => shareOf(dialect, share)),
    ...(mention === undefined ? [] : [{ type: 'story_mention', payload: { url: mention } }]),
  ];
  return {
    ...(text ? { text } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...replyOf(message, objectField(story, 'reply_to')),
    ...(isTrue(message, 'is_unsupported') ? { is_unsupported: true } : {}),
  };
}

/** A sticker's picture stands in `sticker`, too. */
function isFile(attachment: JsonObject): boolean {
  return !isTrue(objectField(attachment, 'image_data'), 'render_as_sticker');
}

/** The history says by the place of the address what a delivery says by `type`. */
function fileOf(attachment: JsonObject): Json {
  const image = objectField(attachment, 'image_data');
  const video = objectField(attachment, 'video_data');
  const mimeType = textField(attachment, 'mime_type') ?? '';
  const type = image ? 'image' : video ? 'video' : mimeType.startsWith('audio/') ? 'audio' : 'file';
  const url = textField(image ?? video, 'url') ?? textField(attachment, 'file_url');
  return { type, payload: url === undefined ? null : { url } };
}

/** The address of its picture. */
function stickerOf(message: JsonObject): Json[] {
  const url = textField(message, 'sticker');
  return url === undefined ? [] : [{ type: 'sticker', payload: { url } }];
}

/** On Messenger what stands beside a text is the preview of a link; on Instagram it is a post. */
function shareOf({ attachments }: Dialect, share: JsonObject): Json {
  const url = textField(share, 'link');
  const title = textField(share, 'name');
  return {
    type: Object.hasOwn(attachments, 'share') ? 'share' : 'fallback',
    payload: { ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) },
  };
}

function replyOf(message: JsonObject, story: JsonObject | undefined): { [key: string]: Json } {
  if (story) {
    const [id, url] = [idField(story, 'id'), textField(story, 'link')];
    return { reply_to: { story: { ...(id ? { id } : {}), ...(url ? { url } : {}) } } };
  }
  const quoted = objectField(message, 'reply_to');
  const mid = idField(quoted, 'mid') ?? idField(quoted, 'id');
  return mid === undefined ? {} : { reply_to: { mid } };
}
