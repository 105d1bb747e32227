import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { InboundItem, InboundMessage, MessageReaction } from '../../../domain/inbound.ts';
import type { Json } from '../../../domain/platform.ts';
import type { Direction } from '../../../domain/timeline.ts';
import { readEach } from '../../shared/each.ts';
import {
  arrayField,
  defined,
  idField,
  type JsonObject,
  objectField,
  required,
  textField,
  timeField,
} from '../../shared/fields.ts';
import type { Content } from '../content.ts';
import { readContent } from './content.ts';
import type { BusinessChat } from './conversation.ts';

/** A message, or the reactions that TikTok sends in the shape of one. */
export function readMessage(chat: BusinessChat, direction: Direction): InboundItem[] {
  const type = required(textField(chat.content, 'type'), 'content.type');
  if (type.toLowerCase() === 'reaction') return readReactions(chat);
  return [toMessage(chat, type, chat.fromAccount ? 'outbound' : direction)];
}

function toMessage(chat: BusinessChat, type: string, direction: Direction): InboundMessage {
  const { content } = chat;
  const read = readContent(type, content);
  return defined({
    type: 'message' as const,
    accountId: chat.accountId,
    thread: chat.thread,
    customer: chat.customer,
    platformMessageId: required(idField(content, 'message_id'), 'content.message_id'),
    direction,
    author: { type: authorOf(content, direction) },
    ...read,
    data: { ...read.data, ...mediaFacts(chat, read), ...circumstances(content, direction) },
    replyToPlatformMessageId: idField(
      objectField(content, 'referenced_message_info'),
      'referenced_message_id',
    ),
    sentAt: required(timeField(content, 'timestamp'), 'content.timestamp'),
  }) as InboundMessage;
}

/** Besides the file's id, TikTok hands out a file only for those of its conversation and message. */
function mediaFacts({ thread, content }: BusinessChat, { attachments }: Content): Record<string, Json> {
  if (!attachments.some(({ mediaId }) => mediaId !== undefined)) return {};
  const mediaMessageId = required(idField(content, 'message_id'), 'content.message_id');
  return { mediaConversationId: thread.id, mediaMessageId };
}

/** TikTok's own welcome, answer and question messages are a bot's; all else that the account sent came from elsewhere. */
function authorOf(content: JsonObject, direction: Direction): InboundMessage['author']['type'] {
  if (direction === 'inbound') return 'customer';
  return idField(content, 'auto_message_type') === undefined ? 'external' : 'bot';
}

/**
 * How the message came about: the button of our card that was pressed (and the message it belongs to), the kind of automatic
 * message, and with what the account sent it (`APP`, `WEB`, or `API`, which our own messages have, too).
 */
function circumstances(content: JsonObject, direction: Direction): Record<string, Json> {
  const pressed = objectField(content, 'reply_source_payload');
  const tag = direction === 'outbound' ? objectField(content, 'message_tag') : undefined;
  return defined({
    buttonId: idField(pressed, 'reply_source_unique_id'),
    buttonMessageId: idField(pressed, 'reply_source_msg_id'),
    autoMessageType: idField(content, 'auto_message_type'),
    source: idField(tag, 'source'),
  }) as Record<string, Json>;
}

function readReactions(chat: BusinessChat): InboundItem[] {
  const reactions = arrayField(chat.content, 'reaction') ?? [];
  if (reactions.length === 0) throw new UnreadableDelivery('content.reaction is missing or empty');
  return readEach(reactions, (reaction) => [readReaction(chat, reaction)]);
}

function readReaction(chat: BusinessChat, reaction: JsonObject): MessageReaction {
  return {
    type: 'reaction',
    accountId: chat.accountId,
    thread: chat.thread,
    customer: chat.customer,
    platformMessageId: required(idField(reaction, 'original_msg_id'), 'reaction.original_msg_id'),
    by: required(idField(reaction, 'unique_identifier'), 'reaction.unique_identifier'),
    emoji: emojiOf(reaction),
    at: required(timeField(reaction, 'timestamp'), 'reaction.timestamp'),
  };
}

/** An AI emoji is a picture behind an address, not a character; it is shown as a word. */
function emojiOf(reaction: JsonObject): string | null {
  const operation = textField(reaction, 'operation')?.toUpperCase();
  if (operation === 'REMOVE') return null;
  if (operation !== 'ADD') throw new UnreadableDelivery('reaction.operation is missing or unknown');
  if (textField(reaction, 'type')?.toUpperCase() === 'AI_EMOJI') return 'ai_emoji';
  return required(idField(reaction, 'emoji'), 'reaction.emoji');
}
