import type { InboundEvent, InboundItem, InboundMessage } from '../../domain/inbound.ts';
import type { Json, Millis } from '../../domain/platform.ts';
import {
  arrayField,
  defined,
  field,
  idField,
  isTrue,
  type JsonObject,
  numberField,
  objectField,
  required,
  textField,
  timeField,
} from '../shared/fields.ts';
import { readContent } from './parse-content.ts';
import { presentId, type Sides, sidesOf } from './parse-sides.ts';

/** `business_type` of a talk between the seller and an affiliate; 0 or absent is buyer and seller. */
const AFFILIATE = 11;

/** What every kind of message has in common. */
interface ShopeeChat {
  readonly accountId: string;
  readonly messageId: string;
  readonly type: string;
  readonly at: Millis;
  readonly sides: Sides;
  /** `data.content`: the message. */
  readonly chat: JsonObject;
  /** `data.content.content`: what depends on the type. */
  readonly content: JsonObject | undefined;
}

/** Code 10: a message, or a notification that a conversation's state changed. */
export function readChat(push: JsonObject): InboundItem[] {
  const data = required(objectField(push, 'data'), 'data');
  const type = required(textField(data, 'type'), 'data.type');
  if (type === 'notification') return [{ type: 'ignored', rule: 'shopee.notification' }];
  if (type !== 'message') return [{ type: 'ignored', rule: 'shopee.unknown_chat_type' }];
  const chat = required(objectField(data, 'content'), 'data.content');
  // The shop at the top received the push; `content.shop_id` holds the sender's in official samples.
  const accountId = required(idField(push, 'shop_id'), 'shop_id');
  return readChatMessage(accountId, chat, timeField(push, 'timestamp'));
}

/** A message of that shop's, as pushes and the history write it. `pushedAt` stands in for a time that it lacks. */
export function readChatMessage(accountId: string, chat: JsonObject, pushedAt?: Millis): InboundItem[] {
  if (numberField(chat, 'business_type') === AFFILIATE)
    return [{ type: 'ignored', rule: 'shopee.affiliate_chat' }];
  return [readMessage(contextOf(accountId, chat, pushedAt))];
}

function contextOf(accountId: string, chat: JsonObject, pushedAt: Millis | undefined): ShopeeChat {
  return {
    accountId,
    messageId: required(idField(chat, 'message_id'), 'message_id'),
    type: required(textField(chat, 'message_type'), 'message_type'),
    at: required(timeField(chat, 'created_timestamp') ?? pushedAt, 'created_timestamp'),
    sides: sidesOf(accountId, chat),
    chat,
    content: objectField(chat, 'content'),
  };
}

function readMessage(context: ShopeeChat): InboundItem {
  if (context.type === 'faq_liveagent') return talkToSeller(context);
  if (context.type === 'bundle_message') return chatbotConversation(context);
  return toMessage(context);
}

function toMessage({ accountId, messageId, type, at, sides, chat, content }: ShopeeChat): InboundMessage {
  const { data, ...shown } = readContent(type, content);
  return defined({
    type: 'message' as const,
    accountId,
    thread: sides.thread,
    customer: sides.customer,
    platformMessageId: messageId,
    direction: sides.own ? ('outbound' as const) : ('inbound' as const),
    author: sides.author,
    ...shown,
    data: { ...data, ...circumstances(chat) },
    replyToPlatformMessageId: presentId(objectField(chat, 'quoted_msg'), 'message_id'),
    sentAt: at,
    senderId: sides.senderId,
    counterpart: sides.counterpart,
  }) as InboundMessage;
}

/** The buyer pressed "talk to seller" in Shopee's chatbot: an answer is wanted. */
function talkToSeller(context: ShopeeChat): InboundEvent {
  return defined({
    ...eventOf(context, 'talk_to_seller'),
    customer: context.sides.customer,
    text: textField(context.content, 'text'),
    data: circumstances(context.chat),
    weight: 'action' as const,
    opensWindow: true,
  }) as InboundEvent;
}

/** What Shopee's chatbot and the buyer said before; ids only, the words have to be fetched. */
function chatbotConversation(context: ShopeeChat): InboundEvent {
  const { chat, content, sides } = context;
  const messageIds = (arrayField(content, 'messages') ?? arrayField(chat, 'messages') ?? [])
    .map((id) => idField({ id }, 'id'))
    .filter((id) => id !== undefined);
  const chatbotReplied = isTrue(content, 'shopee_chatbot_replied') || isTrue(chat, 'shopee_chatbot_replied');
  return {
    ...eventOf(context, 'chatbot_conversation'),
    // Both sides speak in it: whose user id the sender's is, only the shop ids tell.
    customer: sides.senderId === undefined ? sides.customer : { key: sides.thread.id },
    data: { messageIds, chatbotReplied, ...circumstances(chat) },
    weight: 'notice',
  };
}

function eventOf({ accountId, messageId, at, sides }: ShopeeChat, event: string) {
  return { type: 'event' as const, accountId, thread: sides.thread, event, eventId: messageId, at };
}

/** What the buyer was looking at, what Shopee did with the message, and whether its chatbot has the floor. */
function circumstances(chat: JsonObject): Record<string, Json> {
  const source = objectField(chat, 'source_content');
  const status = textField(chat, 'status');
  return defined({
    sourceOrderId: presentId(source, 'order_sn'),
    sourceItemId: presentId(source, 'item_id'),
    status: status === '' || status === 'normal' ? undefined : status,
    inChatbotSession: field(chat, 'is_in_chatbot_session') === true ? true : undefined,
  }) as Record<string, Json>;
}
